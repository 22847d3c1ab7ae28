"""Account mail: the text is written, the HTML is the same words in our dress."""

import re

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

SIGNATURE = "\n-- \n"


def dress(message: EmailMultiAlternatives, code: str) -> None:
    """Tidy the text and add the same words as HTML, with ``code`` (or nothing) standing out."""
    text = re.sub(r"\n{3,}", "\n\n", str(message.body)).strip()
    message.body = text
    words = text.split(SIGNATURE)[0].strip()
    html = render_to_string(
        "account/email/letter.html",
        {
            "subject": message.subject,
            "paragraphs": words.split("\n\n"),
            "code": code,
            "site_url": settings.SITE_URL,
        },
    )
    inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
    message.attach_alternative(inliner.inline(html), "text/html")
