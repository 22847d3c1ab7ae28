"""Stories to tell aloud: built from wins and case studies, timed, rehearsed."""
