"""Account mail: the text is written, the HTML is the same words in our dress."""

import re

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

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
            "paragraphs": [linked(paragraph) for paragraph in words.split("\n\n")],
            "code": code,
            "site_url": settings.SITE_URL,
        },
    )
    inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
    message.attach_alternative(inliner.inline(html), "text/html")


def linked(paragraph: str) -> SafeString:
    """``paragraph`` as HTML, with links to our own pages alone: an address that is only named is
    no link in the text, and what a browser called itself is none at all."""
    ours = re.compile(rf"{re.escape(escape(settings.SITE_URL))}(?:/\S*)?(?=\s|$)")
    html = ours.sub(r'<a href="\g<0>">\g<0></a>', escape(paragraph))
    return mark_safe(html)  # noqa: S308 - escaped above
