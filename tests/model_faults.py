"""Replies of a chat model that the guard must turn down."""

from __future__ import annotations

#: Replies that the guard must turn down, by what is wrong with them.
CONTENT_FAULTS: dict[str, dict[str, str]] = {
    "en": {
        "role_flip": "Thanks for reaching out! How can I help you today?",
        "character_break": "As an AI language model, I don't have a factory.",
        "stage_directions": "*leans back* (sighs) I don't know about that.",
        "wrong_language": "这个我不太清楚，你再说说。",
        "400_words": " ".join(["Well, that is one way to look at it, I suppose, and there are others."] * 28),
        "invented_number": "We lose 48,000 dollars a month on that.",
        "invented_name": "You would have to ask Zebediah about that.",
        "agreement": "Sounds good, let's meet and get it booked. See you then.",
        "prefix": "Buyer: I don't know about that.",
        "markdown": "**Right.** Here is the thing:\n- one\n- two",
    },
    "zh": {
        "role_flip": "感谢您的咨询，请问有什么可以帮您？",
        "character_break": "作为一个人工智能语言模型，我没有工厂。",
        "stage_directions": "（皱眉）这个不好说。",
        "wrong_language": "I really do not know about that one.",
        "400_words": "这个事情嘛，怎么说呢，各有各的看法，也不是一天两天的事了。" * 15,
        "invented_number": "我们一个月要亏掉四十八万。",
        "invented_name": "这个你得去找欧阳锋和万总。",
        "agreement": "行，就这么定了，到时候见。",
        "prefix": "客户：这个不好说。",
        "markdown": "**好。** 是这样：\n- 第一\n- 第二",
    },
}
