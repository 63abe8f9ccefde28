"""What the measure of the page stands on: a text of the length it names, and the pause the page really makes."""

from bench import page


def test_the_text_has_as_many_words_as_the_figure_says() -> None:
    assert len(page.of_words(300).split()) == 300


def test_the_page_looks_again_after_120_milliseconds_and_leaves_as_many_as_the_promise_needs() -> None:
    assert page.pause() == 120
    assert page.pause() < page.PROMISED
