"""The story: choose a lane, follow the plan, keep the cadence; and Today, which shows it all."""
