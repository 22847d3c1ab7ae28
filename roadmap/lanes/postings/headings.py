"""Headings that postings have, in the languages we meet, to find one that lost its line."""

import re

_KNOWN = """\
about the job|about the role|about the position|about the team|about us|about you|about the company
job description|role description|position summary|job summary|summary|overview|role overview
description|company description|the role|your role|the position|the opportunity|the team
responsibilities|key responsibilities|your responsibilities|main responsibilities
roles and responsibilities|roles & responsibilities|role and responsibilities|duties|key duties
essential duties|job duties|job responsibilities|duties and responsibilities|your tasks
your daily tasks|tasks|your mission|what you will do|what you'll do|what you'll be doing
what you will be doing|what will you do|day to day|a typical day|how you will make an impact
requirements|job requirements|minimum requirements|basic requirements|key requirements
technical requirements|your requirements|must have|must haves|must-have|must-haves
required skills|required qualifications|required experience|required|mandatory skills
qualifications|basic qualifications|minimum qualifications|key qualifications
job qualifications|skills|key skills|technical skills|skills and experience
skills and qualifications|qualifications and experience|experience|your experience
your profile|profile|your skills|who you are|what you bring|what you'll bring
what you will bring|what you'll need|what you will need|what we're looking for
what we are looking for|we are looking for|who we are looking for|what we expect
what we expect from you|you have|you bring|ideal candidate
preferred|preferred qualifications|preferred skills|preferred experience
preferred requirements|desired skills|desired qualifications|desirable
nice to have|nice to haves|nice-to-have|nice-to-haves|good to have|bonus|bonus points
bonus skills|a plus|plus points|it's a plus|additional qualifications
benefits|our benefits|perks|perks and benefits|compensation|compensation and benefits
what we offer|we offer|why join us|why us|what's in it for you|our tech stack|tech stack
our stack|technologies|additional information|how to apply|equal opportunity
aufgaben|deine aufgaben|ihre aufgaben|das erwartet dich|anforderungen|profil|dein profil
ihr profil|das bringst du mit|das bringen sie mit|voraussetzungen|qualifikationen
deine qualifikationen|wünschenswert|von vorteil|kenntnisse|beschreibung|projektbeschreibung
wir bieten|das bieten wir|über uns|deine rolle|stellenbeschreibung
missions|vos missions|tes missions|le poste|description du poste|profil recherché|votre profil
ton profil|compétences|compétences requises|compétences techniques|les plus|un plus
nous offrons|avantages|qualifications requises|responsabilités
responsabilidades|tus responsabilidades|funciones|requisitos|requerimientos|perfil
sobre nosotros|sobre ti|qué harás|qué buscamos|qué ofrecemos|ofrecemos|beneficios|deseable
se valorará|conocimientos|cualificaciones|habilidades
descrição da vaga|atividades|responsabilidades e atribuições|requisitos e qualificações
requisitos obrigatórios|requisitos desejáveis|diferenciais|benefícios|o que esperamos
o que oferecemos|sobre a vaga|sobre nós
"""

KNOWN = frozenset(heading for line in _KNOWN.strip().splitlines() for heading in line.split("|"))
LONGEST = max(len(heading) for heading in KNOWN)

_PIECE = re.compile(
    r"(?<=[^\W\d_])(?=[A-Z][a-z])(?<=[a-z])"  # teamRequirementsFive
    r"|(?<=[.!?:;)])(?=[A-Z][a-z])"  # systems.Requirements
    r"|(?<=[.!?:;)])(?=\s)"
)
_SENTENCE_GLUE = re.compile(r"(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]+[ ,])(?!(?:Js|Net|Io|Ai|Com|Py) )")
LONG = 600
"""Characters of a line that surely was several."""
BRIEF = 120
"""Up to here a line that begins with its heading may stay one: "Skills: Python, Go"."""


def key(text: str) -> str:
    """As headings are compared: lower case, without the colon and what surrounds it."""
    return " ".join(text.lower().replace("’", "'").strip(" :#*-–—•").split())


def same(one: str, other: str) -> bool:
    """Whether two lines say the same, marks aside."""
    return re.findall(r"\w+", one.lower()) == re.findall(r"\w+", other.lower())


def is_heading(line: str) -> bool:
    return len(line) <= LONGEST + 4 and key(line) in KNOWN


def apart(line: str) -> list[str]:
    """The line in as many as it was before its headings and sentences ran together."""
    if line.startswith("- ") and len(line) < LONG:
        return _at_headings(line)
    return [piece for sentence in _SENTENCE_GLUE.split(line) for piece in _at_headings(sentence)]


def _at_headings(line: str) -> list[str]:
    pieces = [piece for piece in _PIECE.split(line) if piece]
    lines, current = [], ""
    for number, piece in enumerate(pieces):
        after = pieces[number + 1] if number + 1 < len(pieces) else ""
        if is_heading(piece) and _stands_out(piece, current, after, line):
            lines += [current, piece]
            current = ""
        elif len(line) > LONG and (heading := _leading(piece)):
            lines += [current, heading]
            current = piece.strip()[len(heading) :]
        else:
            current += piece
    return [one.strip() for one in (*lines, current) if one.strip()]


def _stands_out(piece: str, before: str, after: str, line: str) -> bool:
    """Whether a heading's words are one here, and not part of a sentence: they have a colon, or
    ran together with what follows. A brief line or an item may begin with its heading."""
    glued = after[:1].isalpha()
    if not before.strip():
        return glued or (len(line) > BRIEF and piece.endswith(":") and not line.startswith("- "))
    return piece.rstrip().endswith(":") or (glued and not before[-1].isspace())


def _leading(piece: str) -> str:
    """The heading that a piece begins with, where a capital or a figure follows it."""
    words = piece.strip()[: LONGEST + 30].split(" ")
    for count in range(min(6, len(words) - 1), 0, -1):
        heading, after = " ".join(words[:count]), words[count]
        if heading[:1].isupper() and key(heading) in KNOWN and re.match(r"[A-Z0-9•-]", after):
            return heading
    return ""
