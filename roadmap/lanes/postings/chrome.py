"""What a job site puts around a posting: sign-in forms, banners, buttons, lists of other jobs."""

import re
from collections.abc import Sequence

_SURE = frozenset(
    """\
skip to main content|skip to content|skip navigation|sign in|sign up|log in|login|join now
sign in with email|sign in with google|forgot password|forgot your password|email or phone
email address|password|create account|create an account|my account
click to apply|click here to apply|apply now|apply here|apply today|easy apply|apply for this job
apply for this position|apply on company site|apply on company website|quick apply
i'm interested|save job|save this job|saved jobs|report this job|report job|share this job
share job|share this|copy link|email this job|email to a friend|print this page|print
share on facebook|share on twitter|share on linkedin|share on x|tweet|refer a friend
back to jobs|back to all jobs|back to search|back to search results|view all jobs|see all jobs
all jobs|view more jobs|show more jobs like this|show fewer jobs like this|browse jobs|search jobs
show more|show less|read more|read less|see more|see less|expand search|clear text|set alert
create alert|create job alert|get job alerts|job alerts|sign in to set job alerts|view top content
more searches|similar searches|see who you know|accept all|reject all|accept cookies
accept all cookies|decline cookies|manage cookies|cookie settings|cookie preferences|cookie policy
privacy policy|privacy notice|privacy statement|user agreement|terms of service|terms of use
terms and conditions|copyright policy|brand policy|guest controls|community guidelines|imprint
impressum|datenschutz|datenschutzerklärung|jetzt bewerben|anmelden|cookie-einstellungen
alle akzeptieren|postuler|postuler maintenant|se connecter|solicitar ahora|inscribirse
iniciar sesión|candidatar-se|candidate-se|toggle navigation|open menu|close menu|menu|navigation
main navigation|breadcrumb|opens in a new tab|loading|loading...|powered by greenhouse
powered by lever|powered by workable|powered by ashby""".replace("\n", "|").split("|")
)
"""Whole lines that are never part of a posting."""

_MAYBE = frozenset(
    """\
apply|save|share|show|or|and|jobs|people|learning|accept|reject|decline|settings|home|about
contact|contact us|blog|careers|language|accessibility|help|support|search|close|next|previous
facebook|twitter|linkedin|x|instagram|youtube|more|email|,|.|, and|role at|·
back|filter|filters|news|products|company|companies|sign in.|yes|no|ok|english|deutsch
français|español""".replace("\n", "|").split("|")
)
"""Whole lines that are not, beside one that is surely none."""

_SURE_WORDS = re.compile(
    r"\d{1,4}\+? (?:second|minute|hour|day|week|month)s? ago"
    r"|(?:posted|reposted) (?:today|yesterday|\d{1,3}\+? \w{3,7} ago)"
    r"|be among the first \d{1,4} applicants|(?:over )?[\d,]{1,9}\+? (?:applicants|open jobs)"
    r"|see who \S.{0,60} has hired for this role|new to \S{1,30}|© ?\d{4}.{0,60}"
    r"|join or sign in to find your next job|join to apply for the|agree & join \S{1,30}"
    r"|by clicking .{1,40} you agree to \S{1,30}"
    r"|sign in to (?:see|set|save|apply|view)\b.{0,80}|get notified (?:when|about)\b.{0,80}"
    r"|referrals increase your chances\b.{0,80}|explore top content on \S{1,30}"
    r"|find curated posts and insights\b.{0,80}"
    r"|this button displays the currently selected search type\b.{0,200}"
    r"|.{0,60}\brespects your privacy"
)
_COOKIES = re.compile(
    r"\b(?:we|site|website|page|parties|partners)\b.{0,80}\buses? [^.]{0,60}\bcookies\b"
    r"|\bcookies (?:to|help) (?:provide|improve|ensure|give|make|deliver|offer|us)\b"
    r"|\b(?:accept|reject|decline|consent to|allow) [^.]{0,30}\bcookies\b"
    r"|\bwir verwenden cookies\b|\bdiese (?:web)?seite (?:verwendet|nutzt) cookies\b"
    r"|\bnous utilisons des cookies\b|\butilizamos cookies\b|\busamos cookies\b"
)
_AROUND_COOKIES = re.compile(
    r"professional and job ads|\) on and off .{1,40} learn more in our|learn more in our"
    r"|you can update your choices at any time in your"
)
_OTHER_JOBS = frozenset(
    """\
similar jobs|more jobs like this|people also viewed|similar searches|other jobs you may like
jobs you may be interested in|you may also like|related jobs|recommended jobs|recommended for you
more searches|other openings|more openings|ähnliche jobs|ähnliche stellen|offres similaires
empleos similares|vagas semelhantes""".replace("\n", "|").split("|")
)
_LANGUAGE = re.compile(
    r".{2,40} \((?:Arabic|Bangla|Bengali|Bulgarian|Chinese.{0,16}|Croatian|Czech|Danish|Dutch"
    r"|English|Estonian|Finnish|French|German|Greek|Hebrew|Hindi|Hungarian|Indonesian|Italian|Japanese"
    r"|Korean|Latvian|Lithuanian|Malay|Marathi|Norwegian|Persian|Polish|Portuguese|Punjabi|Romanian|Russian"
    r"|Serbian|Slovak|Slovenian|Spanish|Swedish|Tagalog|Telugu|Thai|Turkish|Ukrainian|Vietnamese)\)+"
)
BANNER = 500
"""A banner's line is shorter; a longer one is a text that mentions cookies."""
PROSE = 120
"""Characters from which a line below "Similar jobs" is no longer another job's title."""


def without(lines: Sequence[str]) -> list[str]:
    """The lines without what surely is the site's. What may be is left, unless it stands beside."""
    lines = _without_other_jobs(lines)
    gone = [_is_sure(line) for line in lines]
    if sum(1 for line in lines if _LANGUAGE.fullmatch(line)) > 3:
        gone = [
            was or _LANGUAGE.fullmatch(line) is not None
            for was, line in zip(gone, lines, strict=True)
        ]
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        beside = False
        for number in order:
            gone[number] = gone[number] or (beside and _key(lines[number]) in _MAYBE)
            beside = gone[number]
    return [line for line, away in zip(lines, gone, strict=True) if not away]


def _key(line: str) -> str:
    return line.lower().replace("’", "'").strip(" -:!?›»→>|") or line.strip()


def _is_sure(line: str) -> bool:
    key = _key(line)
    if not key or len(key) > BANNER:
        return False
    if key in _SURE or _SURE_WORDS.fullmatch(key) or _AROUND_COOKIES.fullmatch(key.rstrip(".")):
        return True
    return "cookies" in key and not line.startswith("- ") and _COOKIES.search(key) is not None


def _without_other_jobs(lines: Sequence[str]) -> list[str]:
    """Below "Similar jobs" up to the next line of prose, or the end."""
    kept, below = [], False
    for line in lines:
        if _key(line) in _OTHER_JOBS:
            below = True
        elif below and (len(line) > PROSE or line.startswith("- ")):
            below = False
        if not below:
            kept.append(line)
    return kept
