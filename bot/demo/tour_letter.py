"""The letter whose life is played, in the terminal and in the browser, and what is said about it."""

TITLE = "The key under the third pot"
CATEGORY = "To my family"
LETTER = """\
Dad, I still have the key you cut for me in 2009, the one that never quite fit. You had to lift the door a \
little and lean, and I was so angry that you would not go back to the shop.

On Tuesday I sold the house. The buyer asked why the paint was worn on one side, at the height of a \
shoulder. I told him doors swell.

I took your coffee tin of screws, sorted by nothing. I took the strip of door frame with the pencil marks: \
at seven I was as tall as the light switch. The key I put back under the third pot, where you always left \
it, because you never knew which of us would come home late.

I was late. I leaned. It opened."""
PEN_NAME = "Late Train"
REPLY = """\
Our kitchen door is like that. I noticed last winter that I lift it before I touch the handle. My hands know \
my father better than I did."""
OPEN_REPLY = "The buyer will learn to lean. Houses teach that."
ANSWER = "Thank you, both. I did leave him a note, in the drawer where the batteries are: lift, then lean."
