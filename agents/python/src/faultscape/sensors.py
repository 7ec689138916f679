"""The sensors besides the camera that a program may ask for. docs/sensors.md has their models and sources."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Optional


class Sensor:
    """A sensor to ask for. What is left None is the server's usual value."""

    kind: ClassVar[str]

    def message(self) -> dict[str, Any]:
        asked = {_camel(each.name): getattr(self, each.name) for each in fields(self)}
        return {"kind": self.kind, **{name: value for name, value in asked.items() if value is not None}}


@dataclass(frozen=True)
class CameraEffects:
    """What a real camera does to its pictures. What is left None is off."""

    #: Radial distortion; below 0 the lens shows more towards its edges.
    k1: Optional[float] = None
    k2: Optional[float] = None
    #: Radius of the disc that a point is spread over, as a share of the picture's width.
    defocus: Optional[float] = None
    #: Each doubles the light; below 0 it halves.
    exposure_stops: Optional[float] = None
    #: How far points are dragged, as a share of the width, and the direction from the picture's x axis.
    motion_blur: Optional[float] = None
    motion_blur_deg: Optional[float] = None
    #: Deviation of the noise of every pixel and channel, as a share of full scale.
    noise: Optional[float] = None

    def message(self) -> dict[str, float]:
        asked = {_camel(each.name): getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in asked.items() if value is not None}


@dataclass(frozen=True)
class Lidar(Sensor):
    """A spinning laser scanner: `[channels, azimuth_steps]` ranges in metres, 0 where nothing came back."""

    kind = "lidar"

    #: Rows, lowest first; 1 is a 2-D scanner.
    channels: Optional[int] = None
    #: Elevation of the lowest and the highest channel; a single one looks half-way between.
    lowest_deg: Optional[float] = None
    highest_deg: Optional[float] = None
    #: Columns, from the left end of the horizontal field of view to its right end.
    azimuth_steps: Optional[int] = None
    horizontal_fov_deg: Optional[float] = None
    range_m: Optional[float] = None
    #: Above the ground under a car, or the centre of a drone.
    height_m: Optional[float] = None
    #: Standard deviation of a range.
    noise_m: Optional[float] = None
    #: Share of returns that is lost whatever the weather.
    dropout: Optional[float] = None


@dataclass(frozen=True)
class Imu(Sensor):
    """An inertial unit: body rates x, y, z in rad/s, then specific force x, y, z in m/s^2."""

    kind = "imu"

    gyro_noise_degps_rt_hz: Optional[float] = None
    accel_noise_mps2_rt_hz: Optional[float] = None
    #: Standard deviations of the biases, which wander with the time constant `bias_time_s`.
    gyro_bias_degps: Optional[float] = None
    accel_bias_mps2: Optional[float] = None
    bias_time_s: Optional[float] = None


@dataclass(frozen=True)
class Gnss(Sensor):
    """A satellite receiver: east, north, up, ground speed, latitude, longitude, and the age of the fix."""

    kind = "gnss"

    rate_hz: Optional[float] = None
    horizontal_noise_m: Optional[float] = None
    vertical_noise_m: Optional[float] = None
    #: Standard deviation of the slow error along each axis, and its time constant.
    drift_m: Optional[float] = None
    drift_time_s: Optional[float] = None
    speed_noise_mps: Optional[float] = None
    #: Where the world's origin lies on the earth.
    origin_latitude_deg: Optional[float] = None
    origin_longitude_deg: Optional[float] = None


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(each.capitalize() for each in others)
