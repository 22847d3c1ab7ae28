"""The facts that postings are read by: nothing doubled, nothing that fires in any text."""

from collections import defaultdict

import pytest

from common.lanes import Lane, Pain
from roadmap.lanes.postings import taxonomy
from roadmap.lanes.postings.read import find
from roadmap.lanes.postings.sentences import Section
from roadmap.lanes.postings.words import words

WORDS = """
access account action agent agile analysis automation average backup balance base batch bill
board bonus book border branch bridge browser budget build business cache canary capacity case
chain chart chef class clean client cloud code compliance computer consulting
control core cost curious curiosity customer data deploy design desk develop drift
drive edge engineer environment event excel experience fabric failure fast feature finance
flow flux forecast function garden gate glue go graph growth harden hardening helm hive host
identity image impact index information infrastructure innovation insight integration issue
job key kind lake lambda language latency layer lead learning level library light linear
litmus load locust log loki machine manage management market memory message metric migration
mission model modern module monitor network node notebook office open operation operator
order owner partner passion pattern people performance pipeline plan platform policy power
presto privacy process product production profile program project prefect proof provider
puppet quality query queue ray reader release reliability replay report request reservation
resource result review risk role root route rule run rust salt sample scale schema science
script search secure security sentry server service share shell site skill soar solution
source spark spot stack standard state stitch storage store stream structure support swarm
synapse system table tag tagging target task team tech template tempo test testing thread
threat token toil tool trace traffic training trust unit update user value vantage vault
version vision volcano volume vulnerable warehouse wave web wiz work worker workflow world
"""
COMMON = frozenset(WORDS.split())
"""Common words of English, in singular: as an alias they need the capital letter of the name."""


def test_the_facts_are_what_they_should_be() -> None:
    assert len(taxonomy.skills()) >= 200
    assert {pain.slug for pain in taxonomy.taxonomy().pain} == set(Pain)
    assert {heading.section for heading in taxonomy.reading().heading} <= {*Section}
    assert {speech.lane for speech in taxonomy.reading().speech} == set(Lane)
    assert {title.weight for title in taxonomy.taxonomy().title} == {1, 2, 3}


def test_no_two_skills_share_an_alias() -> None:
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for skill in taxonomy.taxonomy().skill:
        for alias in (skill.name, *skill.aliases):
            owners[tuple(words(alias).plain)].add(skill.slug)
    assert {alias: slugs for alias, slugs in owners.items() if len(slugs) > 1} == {}


def test_no_pain_shares_a_phrase_and_no_title_is_two_lanes() -> None:
    for many in (
        [(pain.slug, pain.phrases) for pain in taxonomy.taxonomy().pain],
        [(title.lane, title.phrases) for title in taxonomy.taxonomy().title],
    ):
        owners: dict[tuple[str, ...], set[object]] = defaultdict(set)
        for owner, phrases in many:
            for phrase in phrases:
                owners[tuple(words(phrase).plain)].add(owner)
        assert {phrase: who for phrase, who in owners.items() if len(who) > 1} == {}


@pytest.mark.parametrize("lane", Lane)
def test_each_lane_has_skills_that_define_it(lane: Lane) -> None:
    own = [
        skill
        for skill in taxonomy.taxonomy().skill
        if skill.weights.of(lane) == 3
        and all(skill.weights.of(other) < 3 for other in Lane if other is not lane)
    ]
    assert len(own) >= 15


def test_a_common_word_is_an_alias_only_in_the_letters_of_the_name() -> None:
    loose = {
        alias
        for skill in taxonomy.taxonomy().skill
        for alias in (skill.name, *skill.aliases)
        if alias not in {*skill.case_sensitive, *skill.wary}
        and len(words(alias)) == 1
        and words(alias).plain[0] in COMMON
    }
    assert loose == set()


def test_what_must_stand_in_its_letters_says_so_once() -> None:
    for skill in taxonomy.taxonomy().skill:
        assert not {*skill.case_sensitive} & {*skill.wary}, skill.slug
        assert {*skill.case_sensitive, *skill.wary} <= {skill.name, *skill.aliases}, skill.slug
        assert len(set(skill.aliases)) == len(skill.aliases), skill.slug


def test_every_alias_is_found_where_it_is_listed() -> None:
    for skill in taxonomy.taxonomy().skill:
        for alias in skill.aliases:
            assert skill.slug in find(f"Nothing but {alias}, really."), alias


def test_what_a_skill_implies_is_a_skill_and_never_the_skill_itself() -> None:
    for skill in taxonomy.taxonomy().skill:
        assert set(skill.implies) <= set(taxonomy.skills())
        assert all(skill.slug not in taxonomy.with_implied({one}) for one in skill.implies), (
            skill.slug
        )


def test_who_writes_terraform_writes_infrastructure_as_code_and_not_the_other_way_round() -> None:
    assert taxonomy.with_implied({"terraform"}) == {"terraform", "infrastructure-as-code"}
    assert taxonomy.with_implied({"infrastructure-as-code"}) == {"infrastructure-as-code"}
    assert taxonomy.with_implied({"helm"}) == {"helm", "kubernetes", "containers"}
    assert taxonomy.with_implied({"what-no-fact-knows"}) == {"what-no-fact-knows"}


def test_the_edition_changes_with_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    before = taxonomy.edition()
    monkeypatch.setattr(taxonomy, "READER", taxonomy.READER + 1)
    taxonomy.edition.cache_clear()
    assert taxonomy.edition() != before
    monkeypatch.undo()
    taxonomy.edition.cache_clear()
