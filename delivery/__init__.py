"""What leaves by mail: outbox, lease and fence, SMTP, suppression, heartbeats.

Knows people, not why they are written to.
"""
