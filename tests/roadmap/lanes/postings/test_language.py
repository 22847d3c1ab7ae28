"""The language a posting is in."""

import pytest

from roadmap.lanes.postings.language import covered, language
from roadmap.lanes.postings.read import read


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "You will work with our team and build what the company needs to grow."),
        ("de", "Du arbeitest mit unserem Team und baust, was die Firma für die Zukunft braucht."),
        ("fr", "Vous travaillez avec notre équipe et vous construisez les outils de demain."),
        ("es", "Trabajarás con el equipo y construirás lo que la empresa necesita para crecer."),
        ("pt", "Você vai trabalhar com o nosso time e construir o que a empresa não tem."),
        ("nl", "Je werkt met ons team en bouwt wat het bedrijf nodig heeft voor de toekomst."),
        ("it", "Lavorerai con il nostro team e costruirai le soluzioni che sono più utili."),
        ("pl", "Będziesz pracować w zespole i tworzyć rozwiązania, które są ważne dla firmy."),
        ("sv", "Du kommer att arbeta med vårt team och bygga det som är viktigt för oss."),
        ("ja", "私たちはKubernetesとTerraformを使って、クラウド基盤を運用しています。"),
        ("zh", "我们使用云平台和数据管道为客户提供服务，欢迎加入我们。"),
        ("ru", "Мы ищем инженера, который будет работать с нашей командой."),
        ("", "Kubernetes, Terraform, AWS, Python"),
        ("", ""),
    ],
)
def test_a_language_is_known_by_its_small_words_and_letters(code: str, text: str) -> None:
    assert language(text) == code


def test_five_languages_are_covered() -> None:
    assert covered() == {"en", "de", "fr", "es", "pt"}


def test_another_language_is_read_in_part_and_still_has_a_verdict() -> None:
    text = """MLOps Engineer

私たちは機械学習の基盤を作っています。あなたの経験をお聞かせください。
- vLLMとPyTorchをGPUで動かします
- KubeflowとMLflowを運用します
"""
    reading = read(text)
    assert (reading.language, reading.partial) == ("ja", True)
    assert reading.verdict == "ai-infrastructure"
    assert {"llm-inference-engines", "ml-frameworks"} <= {one.slug for one in reading.skills}


def test_a_covered_language_and_a_list_of_tools_are_read_whole() -> None:
    assert not read("Du baust mit uns die Datenpipelines für die Zukunft und bist im Team.").partial
    assert not read("Kubernetes, Terraform").partial
