"""Whether what somebody says of themselves in one place agrees with what they say in another."""
