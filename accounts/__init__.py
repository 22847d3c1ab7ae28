"""Who you are: email, name, time zone, which mail you want."""
