// The rooms of the demo and what happens in them.
import { chatter } from './texts.mjs';
import * as media from '../media/index.mjs';

const HTML = 'org.matrix.custom.html';
const rich = (body, formatted, extra = {}) => ({ msgtype: 'm.text', body, format: HTML, formatted_body: formatted, ...extra });
const replyTo = (eventId) => ({ 'm.relates_to': { 'm.in_reply_to': { event_id: eventId } } });
const react = (account, room, eventId, key) => account.send(room, 'm.reaction', {
  'm.relates_to': { rel_type: 'm.annotation', event_id: eventId, key },
});
const edit = (account, room, eventId, body) => account.send(room, 'm.room.message', {
  msgtype: 'm.text', body: `* ${body}`, 'm.new_content': { msgtype: 'm.text', body }, 'm.relates_to': { rel_type: 'm.replace', event_id: eventId },
});

/** Plain talk, `count` messages, spread over the given people. */
export async function talk(people, room, count, seed) {
  const words = chatter(seed);
  const ids = [];
  for (let i = 0; i < count; i += 1) {
    // In order on purpose: this is a conversation.
    ids.push(await people[(i * 7 + Math.floor(i / 3)) % people.length].sendText(room, words.next().value));
  }
  return ids;
}

async function sendMedia(account, room, made, extra = {}) {
  const { bytes, mime, name, info, thumbnail } = made;
  const kind = { image: 'm.image', video: 'm.video', audio: 'm.audio' }[mime.split('/')[0]] ?? 'm.file';
  const [url, small] = await Promise.all([
    account.upload(bytes, mime, name), thumbnail && account.upload(thumbnail.bytes, thumbnail.mime, 'thumbnail.png'),
  ]);
  return account.send(room, 'm.room.message', {
    msgtype: kind,
    body: name,
    filename: name,
    url,
    info: {
      mimetype: mime,
      size: bytes.length,
      ...info,
      ...(small ? {
        thumbnail_url: small,
        thumbnail_info: { mimetype: thumbnail.mime, size: thumbnail.bytes.length, w: thumbnail.width, h: thumbnail.height },
      } : {}),
    },
    ...extra,
  });
}

async function general({ people, room, all }) {
  const { mara, theo, jonas, ines, yuki } = people;
  await talk(all, room, 70, 1);
  const question = await mara.sendText(room, 'Shall we meet on Saturday at the harbour?');
  await Promise.all([react(theo, room, question, '👍'), react(yuki, room, question, '👍'), react(jonas, room, question, '🎉')]);
  await theo.send(room, 'm.room.message', { msgtype: 'm.text', body: 'Ten o’clock?', ...replyTo(question) });
  const slip = await jonas.sendText(room, 'I bring the cofee');
  await edit(jonas, room, slip, 'I bring the coffee');
  const regret = await ines.sendText(room, 'I cannot come, sorry');
  await ines.redact(room, regret, 'I can come after all');
  await ines.sendText(room, 'I can come after all!');
  await yuki.send(room, 'm.room.message', { msgtype: 'm.emote', body: 'packs a picnic basket' });
  await mara.send(room, 'm.room.message', { msgtype: 'm.notice', body: 'Reminder: harbour, Saturday, ten o’clock.' });
  await talk(all, room, 12, 2);
  await theo.sendText(room, 'Welcome to everybody who has just arrived from vmst.io! Robin answers questions, just write to them.');
}

async function pictures({ people, room }) {
  const { mara, theo, yuki, jonas, ines } = people;
  await mara.sendText(room, 'Here are the pictures of our walk');
  await sendMedia(mara, room, media.picture(1));
  await sendMedia(mara, room, media.picture(5, 400, 640));
  await sendMedia(theo, room, media.photo(2));
  const favourite = await sendMedia(yuki, room, media.picture(9, 960, 320), { body: 'My favourite, the wide one' });
  await Promise.all([react(mara, room, favourite, '😍'), react(jonas, room, favourite, '😍')]);
  await sendMedia(jonas, room, media.film());
  await sendMedia(ines, room, media.tune());
  await sendMedia(ines, room, media.document('walking-notes.txt'));
  await sendMedia(theo, room, media.document(`${'a-very-long-file-name-'.repeat(9)}end.txt`));
  // A picture of which nothing is told: neither size nor thumbnail nor blurhash.
  const bare = media.picture(12, 300, 300);
  await sendMedia(theo, room, { ...bare, info: {}, thumbnail: undefined });
  await mara.sendText(room, 'What a day that was.');
}

async function formats({ people, room }) {
  const { mara, theo, yuki, samira, jonas, ines } = people;
  const anchor = await mara.send(room, 'm.room.message', rich(
    'Bold, italic, struck, code and a link',
    '<strong>Bold</strong>, <em>italic</em>, <del>struck</del>, <code>code</code> and <a href="https://joinmastodon.org/">a link</a>',
  ));
  await theo.send(room, 'm.room.message', rich(
    'A list:\n* apples\n* pears\n  1. green\n  2. yellow',
    '<h3>Shopping</h3><ul><li>apples</li><li>pears<ol><li>green</li><li>yellow</li></ol></li></ul><blockquote>Buy local.</blockquote>',
  ));
  await jonas.send(room, 'm.room.message', rich(
    '```rust\nfn main() {\n    println!("hello");\n}\n```',
    '<pre><code class="language-rust">fn main() {\n    println!(&quot;hello&quot;); // a comment that is long enough to need its own scroll bar on a narrow screen, I should think\n}\n</code></pre>',
  ));
  await yuki.send(room, 'm.room.message', rich(
    'Planet | Moons\nEarth | 1\nMars | 2',
    '<table><thead><tr><th>Planet</th><th>Moons</th></tr></thead><tbody><tr><td>Earth</td><td>1</td></tr><tr><td>Mars</td><td>2</td></tr></tbody></table>',
  ));
  await yuki.send(room, 'm.room.message', rich('The butler did it', 'Who was it? <span data-mx-spoiler="the ending">The butler did it</span>'));
  await samira.sendText(room, 'مرحبا بالجميع! كيف حالكم اليوم؟ هذا النص مكتوب من اليمين إلى اليسار (and some English in it).');
  await samira.sendText(room, 'שלום, מה שלומכם?');
  await mara.send(room, 'm.room.message', rich('Mara: hello Theo', `hello <a href="https://matrix.to/#/${theo.userId}">Theo</a>`, { 'm.mentions': { user_ids: [theo.userId] } }));
  await theo.send(room, 'm.room.message', rich(
    `> <${mara.userId}> Bold, italic\n\nA reply with the old kind of quotation`,
    `<mx-reply><blockquote><a href="https://matrix.to/#/${room}/${anchor}">In reply to</a> ${mara.userId}<br>Bold, italic</blockquote></mx-reply>A reply with the old kind of quotation`,
    replyTo(anchor),
  ));
  await ines.sendText(room, `One very long word: ${'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(6)}`);
  await ines.sendText(room, 'https://vmst.io/ and https://example.org/a/path?with=query&more=things#fragment, are addresses in plain text.');
  await jonas.sendText(room, '🚲🌧️☕');
  await jonas.sendText(room, 'Line one\nline two\n\n    line four, indented');
  await mara.send(room, 'org.matrix.msc3381.poll.start', {
    'org.matrix.msc3381.poll.start': {
      kind: 'org.matrix.msc3381.poll.disclosed', max_selections: 1,
      question: { 'org.matrix.msc1767.text': 'Tea or coffee?' },
      answers: [{ id: 'a', 'org.matrix.msc1767.text': 'Tea' }, { id: 'b', 'org.matrix.msc1767.text': 'Coffee' }],
    },
    'org.matrix.msc1767.text': 'Tea or coffee?',
  });
  await mara.send(room, 'm.sticker', { body: 'A waving cat', info: { w: 128, h: 128, mimetype: 'image/png' }, url: await mara.upload(media.avatar(7, 128).bytes, 'image/png', 'sticker.png') });
  await theo.send(room, 'm.room.message', { msgtype: 'm.location', body: 'The harbour', geo_uri: 'geo:59.32,18.07' });
  await theo.send(room, 'org.example.unheard_of', { body: 'An event of a kind nobody knows' });
  await theo.send(room, 'm.room.message', { msgtype: 'org.example.unheard_of', body: 'A message of a kind nobody knows' });
  const thread = await jonas.sendText(room, 'Let us keep the details in a thread');
  await mara.sendText(room, 'In the thread, then', {
    'm.relates_to': { rel_type: 'm.thread', event_id: thread, is_falling_back: true, 'm.in_reply_to': { event_id: thread } },
  });
  await mara.setState(room, 'm.room.topic', '', { topic: 'Every kind of message there is, so that we see how it looks' });
  await mara.setState(room, 'm.room.name', '', { name: 'Every kind of message' });
  await mara.setState(room, 'm.room.pinned_events', '', { pinned: [anchor] });
  await theo.setProfile({ displayName: 'Theo the Elder' });
  await theo.setProfile({ displayName: 'Theo' });
  await theo.leave(room);
  await theo.join(room);
}

/** Every seeded room: how it is made, and what fills it. */
export const ROOMS = [
  { alias: 'general', name: 'General', topic: 'Talk about anything; newcomers are welcome here', fill: general },
  { alias: 'pictures', name: 'Pictures', topic: 'What we have seen', fill: pictures },
  { alias: 'formats', name: 'Formats', topic: 'Kinds of messages', fill: formats },
  { alias: 'long-history', name: 'Long history', topic: 'There is a lot to read here', fill: ({ all, room }) => talk(all, room, 260, 3) },
  { alias: 'garden', name: 'The Garden', topic: 'Tomatoes, mostly', fill: ({ all, room }) => talk(all, room, 24, 4) },
  { alias: 'trains', name: 'Night trains', topic: 'Where to, and how', fill: ({ all, room }) => talk(all, room, 18, 5) },
  {
    alias: 'a-long-name',
    name: 'The working group for the improvement of the names of working groups and their subcommittees (second term)',
    fill: ({ all, room }) => talk(all, room, 5, 6),
  },
  { alias: 'empty', name: 'Nothing here yet', fill: async () => undefined },
];
