"""`serve`: puts an agent in its seat and keeps it there."""

from __future__ import annotations

import math
import os
import time
from collections import Counter
from functools import partial
from typing import Any, Callable, Optional, Sequence

import numpy as np

from .agent import ActionSpec, Agent, Answer, Episode, Observation, Outcome, Route
from .connection import Connection, seat_url
from .errors import ConnectionLost, ConnectionRefused, FaultscapeError, ServerError
from .greet import DEFAULT_URL, greet
from .messages import Message, check_message, decode, encode, subprotocol
from .readings import specs_of

Say = Callable[[str], None]

#: Refusals that trying again can change: nobody there yet, or all seats taken.
_PASSING_STATUS = (None, 503)
_FIRST_PAUSE_S = 0.25
_LONGEST_PAUSE_S = 5.0
_TALK_EVERY_S = 10.0
_SAME_WARNING_SHOWN = 3


def serve(
    agent: Agent,
    url: str = DEFAULT_URL,
    *,
    name: Optional[str] = None,
    token: Optional[str] = None,
    encoding: str = "msgpack",
    reconnect: bool = True,
    say: Say = partial(print, flush=True),
) -> None:
    """Lets `agent` drive for the server at `url`, until Ctrl-C or, without `reconnect`, until the server ends.

    With `reconnect` it waits for a server that is not there (yet, or any more). An exception in the
    agent closes the connection and is raised here; the server drives those episodes again elsewhere.
    The token, where the server asks for one, is taken from FAULTSCAPE_TOKEN if it is not given.
    """
    address = seat_url(url, "agent")
    joining = name or agent.name or type(agent).__name__
    token = token or os.environ.get("FAULTSCAPE_TOKEN") or None
    pause_s = _FIRST_PAUSE_S
    told = False
    try:
        while True:
            try:
                seat = _Seat(agent, joining, Connection(address, subprotocol(encoding), token), encoding, say)
                pause_s, told = _FIRST_PAUSE_S, False
                seat.drive()
            except ConnectionRefused as error:
                if not reconnect or error.status not in _PASSING_STATUS:
                    raise
                if not told:
                    say(f"{error} Trying again until there is a seat; Ctrl-C ends.")
                told = True
            except ConnectionLost as error:
                if not reconnect:
                    if error.code in (1000, 1001):
                        return
                    raise
            time.sleep(pause_s)
            pause_s = min(_LONGEST_PAUSE_S, pause_s * 1.5)
    except KeyboardInterrupt:
        say("Stopped.")


class _Seat:
    """One connection's worth of driving. Its danger: act() runs in here, so whatever it raises must end the seat."""

    def __init__(self, agent: Agent, name: str, connection: Connection, encoding: str, say: Say) -> None:
        self._agent = agent
        self._name = name
        self._connection = connection
        self._encoding = encoding
        self._say = say
        self._episodes: dict[str, Episode] = {}
        #: The newest unanswered observation of each episode; in realtime older ones are too late anyway.
        self._seen: dict[str, Observation] = {}
        self._warnings: Counter[str] = Counter()
        self._driven = 0
        self._failed = 0
        self._talked_s = time.monotonic()

    def drive(self) -> None:
        connection = self._connection
        try:
            limits = greet(connection, "agent", self._encoding)["limits"]
            self._join(min(self._agent.environments, limits["environmentsPerSeat"]))
            while True:
                self._hear(connection.receive())
                more = connection.waiting()
                while more is not None:
                    self._hear(more)
                    more = connection.waiting()
                if self._seen:
                    self._answer()
        except ConnectionLost as error:
            self._summarise(f"{error} ")
            self._give_up_episodes()
            raise
        except KeyboardInterrupt:
            connection.close(1000, "stopped by its user")
            self._summarise("")
            raise
        except FaultscapeError as error:
            connection.close(1008, str(error))
            raise
        except BaseException as error:
            what = f"the agent raised {type(error).__name__}: {error}"
            self._say(f"Left the seat: {what}")
            connection.close(1011, what)
            raise
        finally:
            connection.close()

    def _join(self, environments: int) -> None:
        agent = self._agent
        join: Message = {
            "type": "join",
            "name": self._name,
            "version": agent.version,
            "environments": environments,
            "sensors": agent.sensors.message(),
        }
        if agent.tasks is not None:
            join["tasks"] = list(agent.tasks)
        self._send(check_message("agent-client", join))

    def _hear(self, data: Any) -> None:
        message = check_message("agent-server", decode(data, self._encoding))
        _HEAR[message["type"]](self, message)

    def _hear_joined(self, message: Message) -> None:
        self._say(
            f"Joined {self._connection.url} as {self._name} (version {self._agent.version}, "
            f"up to {message['environments']} episodes at once). Waiting for episodes; Ctrl-C ends."
        )

    def _hear_begin(self, message: Message) -> None:
        episode = Episode(
            id=message["episode"],
            environment=message["environment"],
            task=message["task"],
            action=ActionSpec.of(message["action"]),
            control_step_s=message["controlStepS"],
            seed=message["seed"],
            mode=message["mode"],
            route=Route.of(message["route"]) if "route" in message else None,
            readings=specs_of(message),
        )
        if self._driven == 0 and not self._episodes:
            self._say(f"Driving {episode.task} ({episode.mode}).")
        self._episodes[episode.id] = episode
        self._agent.reset(episode)

    def _hear_observe(self, message: Message) -> None:
        for seen in message["observations"]:
            episode = self._episodes.get(seen["episode"])
            if episode is None:
                raise FaultscapeError(f"The server showed episode {seen['episode']}, which it never began.")
            self._seen[episode.id] = Observation.of(seen, episode)

    def _hear_end(self, message: Message) -> None:
        outcome = message["outcome"]
        if outcome is not None:
            self._driven += 1
            self._failed += outcome["failed"]
            outcome = Outcome(outcome["total"], outcome["failed"], outcome["reason"], outcome["steps"])
        elif message.get("reason"):
            self._say(f"An episode was taken away: {message['reason']}")
        self._close_episode(message["episode"], outcome)
        if time.monotonic() - self._talked_s > _TALK_EVERY_S:
            self._summarise("So far: ")

    def _hear_warning(self, message: Message) -> None:
        code = message["code"]
        self._warnings[code] += 1
        if self._warnings[code] <= _SAME_WARNING_SHOWN:
            last = " (further ones are only counted)" if self._warnings[code] == _SAME_WARNING_SHOWN else ""
            self._say(f"Warning {code}: {ServerError.of(message)}{last}")

    def _hear_error(self, message: Message) -> None:
        error = ServerError.of(message)
        if "episode" not in message:
            raise error
        self._say(f"Error {error.code}: {error}")
        self._close_episode(message["episode"], None)

    def _answer(self) -> None:
        seen = list(self._seen.values())
        self._seen.clear()
        answers = self._agent.act(seen)
        if len(answers) != len(seen):
            raise FaultscapeError(f"act() was shown {len(seen)} observations and gave {len(answers)} answers.")
        self._send({"type": "act", "actions": [_action(at, answer) for at, answer in zip(seen, answers)]})

    def _send(self, message: Message) -> None:
        self._connection.send(encode(message, self._encoding))

    def _close_episode(self, name: str, outcome: Optional[Outcome]) -> None:
        self._seen.pop(name, None)
        episode = self._episodes.pop(name, None)
        if episode is not None:
            self._agent.end(episode, outcome)

    def _give_up_episodes(self) -> None:
        for name in list(self._episodes):
            self._close_episode(name, None)

    def _summarise(self, start: str) -> None:
        warned = "".join(f", {_counted(count, 'warning')} {code}" for code, count in self._warnings.items())
        self._say(f"{start}{_counted(self._driven, 'episode')} driven, {_counted(self._failed, 'failure')}{warned}.")
        self._talked_s = time.monotonic()


_HEAR: dict[str, Callable[[_Seat, Message], None]] = {
    "hello": lambda seat, message: None,
    "joined": _Seat._hear_joined,
    "begin": _Seat._hear_begin,
    "observe": _Seat._hear_observe,
    "end": _Seat._hear_end,
    "warning": _Seat._hear_warning,
    "error": _Seat._hear_error,
}


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _action(seen: Observation, given: Any) -> Message:
    answer = given if isinstance(given, Answer) else None
    message: Message = {
        "episode": seen.episode.id,
        "step": seen.step,
        "action": action_numbers(given if answer is None else answer.action, seen.episode.action.names),
    }
    if answer is not None:
        if answer.confidence is not None:
            message["confidence"] = float(answer.confidence)
        if answer.probabilities is not None:
            message["probabilities"] = np.asarray(answer.probabilities, float).ravel().tolist()
        if answer.features is not None:
            message["features"] = np.ascontiguousarray(answer.features, "<f4").tobytes()
    return message


def action_numbers(action: Any, names: Sequence[str]) -> list[float]:
    """An action as the wire wants it; raises with a sentence if it is none."""
    try:
        numbers = [float(each) for each in action]
    except (TypeError, ValueError):
        numbers = []
    if len(numbers) != len(names) or not all(map(math.isfinite, numbers)):
        raise FaultscapeError(f"An action is {len(names)} finite numbers ({', '.join(names)}), not {action!r}.")
    return numbers
