import { McapWriter } from '@mcap/core';
import { type McapMessage, nanoseconds } from './mcap-messages.ts';
import { TOPICS, type Topic } from './mcap-topics.ts';

/** Where the bytes go, in order. */
export interface McapOutput {
  position(): bigint;
  write(bytes: Uint8Array): Promise<void>;
}

/** Writes messages as a file that Foxglove opens. */
export async function writeMcap(
  output: McapOutput,
  messages: readonly McapMessage[],
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  const writer = new McapWriter({ writable: output });
  await writer.start({ profile: '', library: 'faultscape' });
  await writer.addMetadata({ name: 'faultscape', metadata: new Map(Object.entries(metadata)) });
  const channels = await registerChannels(writer, new Set(messages.map(({ topic }) => topic)));
  const encoder = new TextEncoder();
  for (const [sequence, { topic, timeS, data }] of messages.entries()) {
    const logTime = nanoseconds(timeS);
    await writer.addMessage({
      channelId: channels.get(topic) as number,
      sequence,
      logTime,
      publishTime: logTime,
      data: encoder.encode(JSON.stringify(data)),
    });
  }
  await writer.end();
}

async function registerChannels(writer: McapWriter, topics: ReadonlySet<Topic>): Promise<Map<Topic, number>> {
  const ids = new Map<Topic, number>();
  const encoder = new TextEncoder();
  for (const topic of topics) {
    const { name, schema } = TOPICS[topic];
    const schemaId = await writer.registerSchema({
      name,
      encoding: 'jsonschema',
      data: encoder.encode(JSON.stringify(schema)),
    });
    const channel = { schemaId, topic, messageEncoding: 'json', metadata: new Map() };
    ids.set(topic, await writer.registerChannel(channel));
  }
  return ids;
}
