"""The wordings of a planted council: when things are due, how they are promised, retold, answered and not answered.

They are written from how minutes speak, not from what the link step looks for: a wording that it does not know costs it
a share.
`{thing}`, `{place}`, `{post}`, `{when}`, `{body}`, `{other}`, `{month}`, `{year}` stand for what is planted.
"""

# When a promise is due, by what its words come to mean: a meeting of its own body, of another, or a day.
DUE: dict[str, tuple[str, ...]] = {
    "next": (
        *("at the next meeting", "to the next meeting", "to the next meeting of the {body}", "at its next meeting"),
        *("at the following meeting", "to the next scheduled meeting"),
        *("at the {body}'s next meeting", "for the next meeting", "to the {body} at its next meeting"),
    ),
    "after next": ("at the meeting after next", "to the next but one meeting", "to the meeting after next"),
    "month": (
        *("at the {month} meeting", "to the meeting in {month}", "at the {month} {year} meeting"),
        *("to the {month} meeting of the {body}", "at the meeting in {month} {year}"),
    ),
    "before next": (
        "in time for the next meeting",
        "before the next meeting of the {body}",
        "ahead of the next meeting",
    ),
    "other": ("for the next meeting of {other}", "to the next {other}", "to {other} at its next meeting"),
    "date": ("by {day}", "no later than {day}", "before the end of {month} {year}"),
}
# How it is said, by how the minutes name who must act. Every sentence holds thing, place and when.
SAID: dict[str, tuple[str, ...]] = {
    "post": (
        "The {post} undertook to send the {thing} at {place} to members {when}.",
        "The {post} agreed to circulate the {thing} at {place} {when}.",
        "The {post} said that the {thing} at {place} would be provided {when}.",
        "In reply, the {post} undertook to bring the {thing} at {place} {when}.",
    ),
    "named": (
        "{name}, {post}, undertook to share the {thing} at {place} {when}.",
        "The {post}, {name}, agreed to provide the {thing} at {place} {when}.",
    ),
    "surname": ("{title} {surname} undertook to send the {thing} at {place} to members {when}.",),
    "initials": ("ACTION: {initials} to circulate the {thing} at {place} {when}.",),
    "councillor": ("Councillor {surname} undertook to bring the {thing} at {place} {when}.",),
}
# What a confirmation corrects in a draft, as pairs of words.
CORRECTIONS = (
    *((" undertook to ", " undertook, in reply, to "), (" send ", " circulate ")),
    *((" to members ", " to all members "), (" undertook to ", " undertook, after discussion, to ")),
    *((" the {thing} ", " the full {thing} "), (" provide the ", " supply the ")),
)
REPEATED = (
    "the {thing} at {place} be sent to members.",
    "{whoever} send the {thing} at {place} to members.",
    "the {thing} at {place} be circulated to all Members.",
    "{officers} provide the {thing} at {place} as discussed.",
)
NOTED = "ACTION: {post} to send the {thing} at {place}."
# Said again and again: each time it is another promise.
ALWAYS = "Wexcombe"
REFRAIN = "The {post} undertook to send the monthly figures for {place} to the next meeting."
ASKED = (
    "Councillor Nunn asked for the {thing} at {place}.",
    "A member requested the {thing} at {place}.",
    "Councillor Nunn asked if the {thing} at {place} could be sent to members.",
)
# What later minutes of the body say of it.
ANSWERS = (
    "The {thing} at {place} promised in {month} had been sent to members.",
    "As requested in {month}, the {post} presented the {thing} at {place}.",
    "The {thing} at {place} promised in {month} had still not been received.",
    "It was reported that the {thing} at {place}, which had been promised, had been circulated.",
    "Minute {minute} - {thing} at {place}: this had been circulated on 3 {month}.",
    "Further to minute {minute}, the {post} advised that the {thing} at {place} had now been sent.",
    "The {post} confirmed that members had been sent the {thing} at {place}.",
    "With regard to the {thing} at {place}, the {post} reported that this had now been completed.",
    "Part of the {thing} at {place} had been sent to members; the rest would follow.",
    "The {thing} at {place} was no longer needed, as the site had been sold.",
)
# What later minutes say that answers nothing.
NOISE = (
    "The {post} spoke about parking at {place}.",
    "Councillor Nunn asked when the {thing} at {place} would be sent.",
    "Members heard that the {other_thing} at {place} had been sent to the county council.",
    "It was reported that the {thing} at Farcross had been circulated.",
    "Residents of {place} had written to thank the {post}.",
)
NOISE_TITLES = ("Planning Application at {place}", "Naming of a Street in {place}")
LOG_HEADS = ("Minute", "Action", "Owner", "Progress", "Status")
LOG_DONE = (("Sent to members on 4 {month}.", "Complete"), ("Circulated by e-mail.", "Closed"), ("Done.", "Completed"))
