"""Results as data: a metric before and after."""
