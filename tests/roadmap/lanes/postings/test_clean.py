"""What people paste becomes the lines of a posting."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap.lanes.postings.clean import clean

PIECES = st.sampled_from(
    [
        *("- ", "• ", "✅", "🚀", "--", "o ", "1. ", "---", "\n", "\n\n", " ", "\f", "\r", "\x85"),
        *(
            "Requirements",
            "Requirements:",
            " Nice to have: ",
            "systems.",
            "Design and build",
            "team",
        ),
        *("**", "# ", "[x](y)", "![a](b)", "`", "_", "*", "[", "]", ">", "~~", "__x__", "a|b", "|"),
        *("&amp;", "&amp;amp;lt;", "&#38;", "#38;", "amp;", "<p>", "</p>", "<li>", "<b>", "<"),
        *("'title' => '", "title: 'x',\n", '"a": "b",\n', "\\n", "\\u2022", "\\", "{", "x" * 70),
        *(
            "Sign in",
            "Apply",
            "or",
            "Similar jobs",
            "(English)",
            "cookies",
            "lower,",
            "𝗕𝗼𝗹𝗱",
            "ｗｉｄｅ",
        ),
    ]
)


@settings(max_examples=400)
@given(st.lists(PIECES | st.text(max_size=6), max_size=25).map("".join))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@pytest.mark.parametrize("pasted", ["", " \n\t\r\n", "---\n***", "\u200b\ufeff", "<p></p>"])
def test_nothing_stays_nothing(pasted: str) -> None:
    assert clean(pasted) == ""


# --- Characters ---------------------------------------------------------------------------------


def test_mathematical_bold_is_read_as_letters_even_underlined() -> None:
    assert clean("𝗕𝘂𝗶𝗹𝗱 𝘱𝘪𝘱𝘦𝘭𝘪𝘯𝘦𝘴") == "Build pipelines"
    assert clean("𝗪̳𝗵̳𝗼̳ ̳𝗳̳𝗶̳𝘁̳𝘀̳") == "Who fits"


def test_fullwidth_letters_and_ligatures_are_read_as_letters() -> None:
    assert clean("ＡＷＳ：ｅｆﬁcient workﬂows") == "AWS:efﬁcient workflows".replace("ﬁ", "fi")


def test_accents_stay_and_are_composed() -> None:
    assert clean("Verfu\u0308gbarkeit, sécurité, ação") == "Verfügbarkeit, sécurité, ação"


def test_mixed_line_ends_are_one_sort() -> None:
    assert clean("Role\r\nOne\rTwo\x85Three\u2028Four\u2029Five\n\rSix") == (
        "Role\nOne\nTwo\nThree\nFour\nFive\n\nSix"
    )


def test_invisible_characters_go() -> None:
    assert clean("Ku\u200bber\u00adnetes\ufeff and\u00a0Hel\u2060m") == "Kubernetes and Helm"


def test_entities_are_decoded_however_often_they_were_escaped() -> None:
    assert clean("R&amp;D &amp;amp; CI&#x2F;CD &amp;amp;amp; it&#39;s") == "R&D & CI/CD & it's"


def test_quotes_and_dashes_stand_as_they_stood() -> None:
    said = "We say “done” when it’s live – not before… C# and C++ at 99.9 %, $4k/month"
    assert clean(said) == said


# --- Bullets ------------------------------------------------------------------------------------


@pytest.mark.parametrize("glyph", [*"•●▪◦‣➤✅☑✔🔹🔸👉⭐*+–—-", "--", "\\--", "\\-", "&bull;", "·"])
def test_every_sort_of_bullet_is_one(glyph: str) -> None:
    assert clean(f"Tasks:\n{glyph} Run Kafka\n  {glyph} Tune Spark") == (
        "Tasks:\n- Run Kafka\n- Tune Spark"
    )


def test_a_bullet_glued_to_its_words_is_one() -> None:
    assert clean("•Run Kafka\n✓Tune Spark\n-Write runbooks") == (
        "- Run Kafka\n- Tune Spark\n- Write runbooks"
    )


def test_an_emoji_before_several_lines_is_their_bullet_and_before_one_is_decoration() -> None:
    text = "🧭 Where we go\n🐳 Docker\n🐳 Helm"
    assert clean(text) == "Where we go\n- Docker\n- Helm"


def test_bullets_on_one_line_get_lines_of_their_own() -> None:
    assert clean("You bring: ☑ Python☑ Terraform☑ patience") == (
        "You bring:\n- Python\n- Terraform\n- patience"
    )


def test_a_bullet_that_stands_alone_gets_the_words_below_it() -> None:
    assert clean("•\nRun Kafka\n•\n\nTune Spark") == "- Run Kafka\n- Tune Spark"


def test_letters_that_word_processors_leave_for_bullets_are_bullets() -> None:
    assert clean("Duties\no Run Kafka\no Tune Spark") == "Duties\n- Run Kafka\n- Tune Spark"


def test_a_middle_dot_between_words_stays() -> None:
    assert clean("Our stack: dbt · Airflow · Snowflake") == "Our stack: dbt · Airflow · Snowflake"


# --- Markup -------------------------------------------------------------------------------------


def test_markdown_is_read_as_its_words() -> None:
    text = (
        "![logo](a.png)\n# [Platform Engineer](https://example.org/a_(b))\n### **Harbour**\n"
        "> We *really* care about `kubectl` and __uptime__\n\n* **Run:** clusters  \n***\n"
        "```\nhelm\n```\n| Must | Nice |\n|---|:--|\n| Go | Rust |"
    )
    assert clean(text) == (
        "Platform Engineer\nHarbour\nWe really care about kubectl and uptime\n\n- Run: clusters\n\n"
        "helm\n\nMust | Nice\n\nGo | Rust"
    )


def test_stars_and_underscores_of_file_names_stay() -> None:
    said = "You know snake_case_names, __init__.py, *.tf and *.yaml, and 2 * 3 * 4."
    assert clean(said) == said


def test_front_matter_leaves_its_title() -> None:
    text = '---\nlayout: post\ntitle: "Data Engineer"\ntags: []\n---\nWe move data.'
    assert clean(text) == "Data Engineer\n\nWe move data."


def test_front_matter_whose_title_stands_below_leaves_nothing() -> None:
    assert clean("---\ntitle: Data Engineer\n---\n# Data Engineer\nWe move data.") == (
        "Data Engineer\nWe move data."
    )


def test_html_in_a_paste_is_read_as_text() -> None:
    text = "SRE &#x2F; remote<p>We run:</p><ul><li>Nomad</li><li>Consul &amp; Vault</li></ul>"
    assert clean(text) == "SRE / remote\n\nWe run:\n\n- Nomad\n- Consul & Vault"


# --- Slices of a page's source ------------------------------------------------------------------


def test_a_javascript_object_is_read_as_its_words() -> None:
    text = (
        "  title: 'Cloud Cost Engineer',\n  level: 'Senior',\n  about: 'You make bills small.',\n"
        "  requirements: [\n    'Two years of SQL.',\n    'A calm voice.'\n  ],\n"
        "  preferred: ['Go', 'dbt']\n"
    )
    assert clean(text) == (
        "Cloud Cost Engineer\nLevel: Senior\nYou make bills small.\nRequirements:\n"
        "- Two years of SQL.\n- A calm voice.\nPreferred:\n- Go\n- dbt"
    )


def test_a_commented_json_slice_is_read_as_its_words() -> None:
    text = (
        '//   "id": "9f",\n//   "title": "Release Engineer",\n//   "location": "Gera",\n'
        '//   "description": "<p>Ship:</p>\\n<ul>\\n<li>daily \\u2022 calmly</li></ul>",'
    )
    assert clean(text) == "Release Engineer\nLocation: Gera\n\nShip:\n\n- daily • calmly"


def test_a_whole_json_document_is_read_as_its_words() -> None:
    text = '{"place": "Gera", "title": "Release Engineer", "duties": ["Ship", "Mend"]}'
    assert clean(text) == "Release Engineer\nPlace: Gera\nDuties:\n- Ship\n- Mend"


def test_a_php_array_is_read_as_its_words() -> None:
    text = (
        "<?php\nreturn [\n 'title'      => 'Cloud Engineer',\n 'place' => 'Gera',\n"
        " 'profile-text' => '<ul><li>Two years,\nat least</li></ul>',\n];"
    )
    assert clean(text) == "Cloud Engineer\nPlace: Gera\n\n- Two years, at least"


def test_escapes_of_a_string_are_what_they_stand_for() -> None:
    assert clean(r"SRE\n\u2022 Go\n\u2022 Say \"yes\"") == 'SRE\n- Go\n- Say "yes"'


def test_one_backslash_in_ordinary_text_stays() -> None:
    assert clean(r"Shares such as C:\new are gone.") == r"Shares such as C:\new are gone."


# --- Lines that ran together --------------------------------------------------------------------


def test_headings_within_a_line_get_their_own() -> None:
    text = (
        "We look for help. Requirements: • 5 years of Go • Terraform. Nice to have: Rust, and some "
        "patience with old clusters that nobody dares to touch any more."
    )
    assert clean(text).splitlines() == [
        "We look for help.",
        "Requirements:",
        "- 5 years of Go",
        "- Terraform.",
        "Nice to have:",
        "Rust, and some patience with old clusters that nobody dares to touch any more.",
    ]


def test_headings_glued_to_their_neighbours_are_parted() -> None:
    assert clean("ResponsibilitiesDesign and run jobs for the teamRequirementsFive years") == (
        "Responsibilities\nDesign and run jobs for the team\nRequirements\nFive years"
    )


def test_sentences_glued_together_are_parted_and_names_are_not() -> None:
    assert clean("You tend clusters.You write runbooks.Node.js and ASP.NET Core are fine.") == (
        "You tend clusters.\nYou write runbooks.Node.js and ASP.NET Core are fine."
    )


def test_a_heading_s_word_within_a_sentence_stays_there() -> None:
    said = "You gather Requirements and Skills from teams, and our Benefits Engineer helps you."
    assert clean(said) == said


def test_a_short_line_with_its_heading_stays_one() -> None:
    assert clean("Skills: Python, Go") == "Skills: Python, Go"


def test_a_wrapped_sentence_is_whole_again() -> None:
    text = (
        "You have run a service that other people were paged for, with\n"
        "kubernetes below it and a budget above it, for at least two\nyears."
    )
    assert clean(text) == (
        "You have run a service that other people were paged for, with kubernetes below it and a "
        "budget above it, for at least two years."
    )


# --- The page around it -------------------------------------------------------------------------

PAGE = """\
Skip to main content
We and our partners use essential and other cookies to show you more of this.
Accept
Reject
Sign in
Join now
Kafka Engineer
Harbour Works
3 days ago
Be among the first 25 applicants
Apply
Save
About the job
You keep a dozen clusters calm.
- Apply patches within a week
Learning
Two days a month are yours.
Show more
Similar jobs
Stream Engineer
Other Works
2 weeks ago
People also viewed
Batch Engineer
Dansk (Danish)
Deutsch (German)
Français (French)
Suomi (Finnish)
Privacy Policy
Cookie Policy
"""


def test_the_page_around_a_posting_goes_and_the_posting_stays() -> None:
    assert clean(PAGE).splitlines() == [
        "Kafka Engineer",
        "Harbour Works",
        "About the job",
        "You keep a dozen clusters calm.",
        "- Apply patches within a week",
        "Learning",
        "Two days a month are yours.",
    ]


@pytest.mark.parametrize(
    "requirement",
    [
        "- Experience with cookie consent platforms such as a banner manager",
        "- You know how browsers use cookies to provide sessions",
        "Sign in with your own hardware key: you have rolled out WebAuthn",
        "German (fluent) and English",
        "Apply patches and share what you learned",
        "Help teams to accept all changes within a day",
    ],
)
def test_a_requirement_that_sounds_like_the_page_stays(requirement: str) -> None:
    assert clean(f"Tasks\n{requirement}\nMore text.") == f"Tasks\n{requirement}\nMore text."


def test_requirements_below_other_jobs_stay() -> None:
    text = "Engineer\nSimilar jobs\nStream Engineer\n- Five years of Kafka"
    assert clean(text) == "Engineer\n- Five years of Kafka"


# --- Cost ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "<",
            "<a ",
            "<!--",
            '<a "',
            "[",
            "[x](",
            "![",
            "*",
            "_",
            "`",
            "|",
            "- ",
            " - A",
            "•",
            "\\u",
        ),
        *(
            "&#38;",
            "Requirements: ",
            "x.Yz ",
            "aB",
            "we use cookies and ",
            "---\na: b\n",
            "\n",
            "{[",
        ),
    ],
)
def test_a_text_made_to_be_slow_is_cleaned_and_does_not_grow(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert len(clean(text)) < 2.5 * len(text)


def test_no_pattern_repeats_a_repetition_that_can_give_back() -> None:
    """A star on a star is what makes a pattern slow. Ours are possessive or bounded."""
    from roadmap.lanes.postings import chrome, headings, html, lines, literals, markdown

    nested = re.compile(r"\([^()]*[*+](?![+?])[^()]*\)[*+](?!\+)")
    for module in (chrome, headings, html, lines, literals, markdown):
        for name, pattern in vars(module).items():
            if isinstance(pattern, re.Pattern):
                assert not nested.search(pattern.pattern), f"{module.__name__}.{name}"
