"""A program for the Udacity simulator, built like the published drive.py of behavioural cloning:
a socket.io server under eventlet, told `telemetry`, answering `steer`. In place of a network it
follows the kerb it sees.

    python3 drive.py MODEL --port PORT

MODEL is what a test wants of it: kerb, left, or one of the misbehaviours below.
"""

import argparse
import base64
import os

import cv2
import eventlet
import eventlet.wsgi
import numpy as np
import socketio

sio = socketio.Server()
args = None
answers = 0


class SpeedController:
    """Holds a speed with a proportional and an integral term."""

    def __init__(self, gain, integral_gain, set_speed):
        self.gain = gain
        self.integral_gain = integral_gain
        self.set_speed = set_speed
        self.integral = 0.0

    def update(self, speed):
        error = self.set_speed - speed
        self.integral += error
        return self.gain * error + self.integral_gain * self.integral


controller = SpeedController(0.1, 0.002, 14)


def keep_to_the_kerb(image):
    """Steers so that the white line at the right kerb runs where it is seen from the lane's middle."""
    horizon, slope = 45, 1.01
    offsets = []
    for y in range(70, 114, 2):
        bright = np.nonzero(image[y, 165:].min(axis=1) > 150)[0]
        if bright.size > 0:
            expected = 160 + slope * (y - horizon)
            offsets.append((165 + bright[0] - expected) / (y - horizon))
    return 0.9 * float(np.median(offsets)) if offsets else 0.0


@sio.on('telemetry')
def telemetry(sid, data):
    global answers
    if not data:
        sio.emit('manual', data={}, skip_sid=True)
        return
    answers += 1
    speed = float(data['speed'])
    float(data['steering_angle']), float(data['throttle'])
    jpeg = np.frombuffer(base64.b64decode(data['image']), dtype=np.uint8)
    image = cv2.cvtColor(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    assert image.shape == (160, 320, 3), image.shape
    if args.model == 'comma':
        sio.emit('steer', data={'steering_angle': '0,1', 'throttle': '0,2'}, skip_sid=True)
        return
    if args.model == 'left':
        send_control(-1, 1)
        return
    if args.model == 'dies' and answers == 5:
        os._exit(1)
    send_control(keep_to_the_kerb(image), controller.update(speed))


@sio.on('connect')
def connect(sid, environ):
    print('connect', sid, flush=True)
    send_control(0, 0)


def send_control(steering_angle, throttle):
    sio.emit(
        'steer',
        data={'steering_angle': steering_angle.__str__(), 'throttle': throttle.__str__()},
        skip_sid=True)


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description='Remote driving')
    parser.add_argument('model', type=str)
    parser.add_argument('--port', type=int, default=4567)
    args = parser.parse_args()
    app = socketio.WSGIApp(sio)
    listener = eventlet.listen(('127.0.0.1', args.port))
    print('listening on', listener.getsockname()[1], flush=True)
    eventlet.wsgi.server(listener, app, log_output=False)
