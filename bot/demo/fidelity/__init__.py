"""Where simcord 3.2.1 differs from Discord, this package corrects it: the one place that patches its internals.

`install()` patches simcord's routes and backend, not discord.py, so that the traits hold for a bot in this process and
for one that comes over a real socket through `simcord.http.router.dispatch`. The traits:

* a webhook's `thread_id` is honoured, in sending, fetching, editing and deleting; in a forum it is required; a webhook
  that the bot made is the application's own and may carry buttons; each name under which it posts has a head of its own
* `nonce` with `enforce_nonce` returns the first message for five minutes
* threads answer to Manage Threads (or, for some fields, to their creator), not to Manage Channels
* a message wakes an archived thread; an archived one cannot be edited; a locked one is for those who manage threads;
  whoever posts in a thread joins it; nobody else is joined
* a forum post's first message shares the post's id; a thread made from a message does too, and is made only once
* GUILD_CREATE carries the active threads; a deleted channel takes its threads and webhooks along
* Discord's limits on names, tags, webhooks, files and nonces; NSFW and the settings of a new forum
* privileged intents in the application's flags
* history `after` a message starts with the oldest; a person with Nitro writes 4,000 characters; no two
  messages were edited at the same moment
* payloads: `nonce`, `thread`, `channel_type`, a null for a deleted reply target, an image's size, DiscordServerError
"""

from bot.demo.fidelity import application, channels, messages, new_threads, payloads, threads, webhooks
from bot.demo.fidelity.patching import install

__all__ = ["application", "channels", "install", "messages", "new_threads", "payloads", "threads", "webhooks"]
