import { describe, expect, it } from 'vitest';
import { udacityAddress } from '../../../server/bridges/udacity-address.ts';
import { cli } from '../cli/cli-io.ts';

describe('the address of a Udacity program', () => {
  it.each([
    ['udacity:ws://127.0.0.1:4567', 'ws://127.0.0.1:4567'],
    ['udacity:ws://127.0.0.1:4567/', 'ws://127.0.0.1:4567'],
    ['udacity:http://localhost:9000/socket.io/', 'ws://localhost:9000'],
    ['udacity:https://car.example:443', 'wss://car.example:443'],
    ['udacity:ws://127.0.0.1', 'ws://127.0.0.1:4567'],
    ['udacity:ws://127.0.0.1:80', 'ws://127.0.0.1:80'],
    ['udacity:ws://[::1]:4567', 'ws://[::1]:4567'],
    ['udacity:ws://[::1]', 'ws://[::1]:4567'],
  ])('reads %s as %s', (agent, url) => {
    const address = udacityAddress(agent);
    expect(address.url).toBe(url);
    expect(address.socketUrl(4)).toBe(`${url}/socket.io/?EIO=4&transport=websocket`);
  });

  it.each([
    ['udacity:127.0.0.1:4567', /ws:\/\/HOST:PORT/],
    ['udacity:localhost:4567', /ws:\/\/HOST:PORT/],
    ['udacity:ftp://127.0.0.1:4567', /ws:\/\/HOST:PORT/],
    ['udacity:ws://127.0.0.1:0', /the port/],
    ['udacity:ws://127.0.0.1:70000', /HOST:PORT/],
    ['udacity:ws://', /ws:\/\/HOST:PORT/],
    ['udacity:ws://127.0.0.1:4567/model', /no path/],
    ['udacity:ws://127.0.0.1:4567/?EIO=4', /no path/],
    ['udacity:ws://me:secret@127.0.0.1:4567', /no user name/],
  ])('refuses %s and says what it expects', (agent, message) => {
    expect(() => udacityAddress(agent)).toThrow(message);
  });
});

describe('faultscape evaluate --agent udacity', () => {
  it.each([
    ['udacity', /needs to know whom to ask[\s\S]*udacity:ws:\/\/127\.0\.0\.1:4567/],
    ['udacity:127.0.0.1:4567', /address is wrong[\s\S]*udacity:ws:\/\/HOST:PORT/],
  ])('says what is wrong with %s', async (agent, message) => {
    const { code, err } = await cli(
      'evaluate',
      '--task',
      'driving/straight',
      '--agent',
      agent,
      '--workers',
      '1',
    );
    expect(code).toBe(64);
    expect(err).toMatch(message);
  });
});
