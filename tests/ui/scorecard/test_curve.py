"""The curve: its points, the turns it marks, and labels that neither collide nor are cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roleplay.terms import Language
from roleplay.ui.scorecard.curve import LAYERS, Point, curve, marked_points, points_of, summary
from roleplay.ui.scorecard.curve_labels import GAP, Layer, place, width_of
from roleplay.ui.scorecard.words import score_words
from tests.ui.scorecard import states
from tests.ui.scorecard.fixtures import scored
from tests.ui.scorecard.page_reading import read

WORDS = score_words(Language.EN)


def test_the_first_point_is_the_buyer_before_the_call() -> None:
    points = points_of(scored("dana"))
    assert (points[0].at, points[0].turn, points[0].trust, points[0].interest) == (0, None, 0.30, 0.25)
    assert [point.at for point in points[1:]] == [2, 4, 6, 8, 10, 12, 14, 16]
    assert round(points[4].change) == 21


def test_at_most_four_turns_are_marked_those_that_moved_most() -> None:
    assert [point.turn for point in marked_points(points_of(scored("dana")))] == [6, 8, 10, 14]
    assert len(marked_points(points_of(states.long_call()))) == 4


def test_small_moves_are_not_marked() -> None:
    points = [Point(0, None, 0.3, 0.3), Point(2, 0, 0.32, 0.32, "", 4.0), Point(4, 2, 0.3, 0.29, "", -5.0)]
    assert [point.turn for point in marked_points(points)] == [2]


def test_the_curve_in_one_sentence() -> None:
    text = summary(points_of(scored("dana")), "Dana", WORDS)
    assert text == "Dana’s trust went from 30 to 41 of 100, interest from 25 to 43."


def test_each_point_leads_to_its_turn_and_says_its_numbers() -> None:
    links = read(curve(scored("dana"), WORDS)).all("a", "curve-point")
    assert [link.attributes["href"] for link in links] == [f"/scorecard?call=dana#turn-{n}" for n in range(0, 16, 2)]
    assert links[3].attributes["aria-label"] == "Turn 7: trust 48, interest 47 – asked what it costs"


def test_the_table_holds_the_same_numbers() -> None:
    rows = read(curve(scored("dana"), WORDS)).all("table")[0].all("tr")
    cells = [[cell.text() for cell in row.all()] for row in rows]
    assert cells[1] == ["Start", "30", "25", ""]
    assert cells[5] == ["7", "48", "47", "asked what it costs"]
    assert len(cells) == 10


def test_two_attempts_share_their_common_turns() -> None:
    pair = states.two_attempts()
    drawn = read(curve(pair.second, WORDS, earlier=pair.first, page="/compare?a=first&b=dana", linked_from=14))
    earlier = drawn.all("polyline", "line-earlier")
    assert [len((line.attributes["points"] or "").split()) for line in earlier] == [2, 2]
    assert [link.attributes["href"] for link in drawn.all("a", "curve-point")] == [
        "/compare?a=first&b=dana#turn-14",
        "/compare?a=first&b=dana#turn-16",
    ]


@given(
    st.lists(st.tuples(st.floats(0, 1), st.text("abc 轮价值WM", min_size=1, max_size=60)), min_size=1, max_size=4),
    st.sampled_from(LAYERS),
    st.floats(1, 2),
)
def test_labels_neither_touch_nor_leave_the_plot_at_any_width(
    wanted: list[tuple[float, str]], layer: Layer, wider: float
) -> None:
    wanted = sorted(wanted)
    placed = place(wanted, layer)
    area = layer.area * wider
    boxes = []
    for (x, _), label in zip(wanted, placed, strict=True):
        left = max(0.0, min(x * area, area + layer.margin - label.width))  # what the style says
        assert left + label.width <= area + layer.margin + 1
        boxes.append((left, left + label.width, label.row))
    for n, (left, right, row) in enumerate(boxes):
        for other_left, other_right, other_row in boxes[:n]:
            assert row != other_row or right + GAP <= other_left + 1 or other_right + GAP <= left + 1


def test_a_han_character_is_wider_than_a_letter() -> None:
    assert width_of("第七轮") > width_of("abc") > width_of("ill") > 0
