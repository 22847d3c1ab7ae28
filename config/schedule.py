"""What beat sends, and how often. Ticks without arguments: losing or doubling one is harmless."""

TICK_SECONDS = 5.0

TICKS = {
    "plan what is due": {
        "task": "roadmap.tasks.plan_due",
        "schedule": TICK_SECONDS,
        "options": {"expires": 60},
    },
    "queue the months' closes": {
        "task": "roadmap.tasks.plan_closes",
        "schedule": 900.0,
        "options": {"expires": 600},
    },
    "queue reminders to renew": {
        "task": "certifications.tasks.plan_reminders",
        "schedule": 900.0,
        "options": {"expires": 600},
    },
    "send what waits": {
        "task": "delivery.tasks.send_waiting",
        "schedule": TICK_SECONDS,
        "options": {"expires": 60},
    },
    "forget visitors": {
        "task": "roadmap.tasks.forget_visitors",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
    "sweep what expired": {
        "task": "delivery.tasks.sweep",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
}
