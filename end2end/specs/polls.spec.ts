import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { shots } from '../fixtures/screenshots.ts';
import type { Person } from '../services/lib/person.mjs';

const START = 'org.matrix.msc3381.poll.start';
const RESPONSE = 'org.matrix.msc3381.poll.response';
const END = 'org.matrix.msc3381.poll.end';
const TEXT = 'org.matrix.msc1767.text';

const about = (poll: string) => ({ 'm.relates_to': { rel_type: 'm.reference', event_id: poll } });

/** A poll of the peer's; the ids of its answers are their texts. */
function ask(peer: Person, room: string, question: string, answers: string[], { kind = 'disclosed', most = 1, extra = {} } = {}): Promise<string> {
  return peer.sendEvent(room, START, {
    [TEXT]: question,
    [START]: {
      question: { [TEXT]: question },
      kind: `org.matrix.msc3381.poll.${kind}`,
      max_selections: most,
      answers: answers.map((text) => ({ id: text, [TEXT]: text })),
    },
    ...extra,
  });
}

const vote = (peer: Person, room: string, poll: string, answers: string[]) => peer.sendEvent(room, RESPONSE, { [RESPONSE]: { answers }, ...about(poll) });
const end = (peer: Person, room: string, poll: string) => peer.sendEvent(room, END, { [TEXT]: 'It has ended', [END]: {}, ...about(poll) });

for (const encrypted of [false, true]) {
  test(`a poll is written, voted on by both, and ended${encrypted ? ', encrypted' : ''}`, async ({ signedIn, page, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member }, { encrypted });
    const { composer, polls, timeline } = signedIn;
    await composer.attachButton().click();
    await signedIn.menuItem('Poll').click();
    await expect(polls.question()).toBeFocused();
    await page.keyboard.type('What shall we eat?');
    await page.keyboard.press('Enter');
    await expect(polls.option(1)).toBeFocused();
    await page.keyboard.type('Soup');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Salad');
    await page.keyboard.press('Enter');
    await expect(polls.option(3)).toBeFocused();
    await page.keyboard.type('Stew');
    await expectAccessible(page);
    await shots(page, `poll-form${encrypted ? '-encrypted' : ''}`);
    await polls.create().click();
    await expect(polls.form()).toHaveCount(0);
    const sent = await peer.waitFor({ room, type: START, notSelf: true });
    expect(sent.encrypted).toBe(encrypted);
    const answers: { id: string }[] = sent.content[START].answers;
    expect(sent.content[START]).toMatchObject({ max_selections: 1, kind: 'org.matrix.msc3381.poll.disclosed', question: { [TEXT]: 'What shall we eat?' } });
    await expect(polls.poll(/shall we eat/)).toContainText('0 votes');

    await polls.choice(/shall we eat/, /Soup/).check();
    await expect(polls.choice(/shall we eat/, 'Soup 1 vote, 100%')).toBeChecked();
    const cast = await peer.waitFor({ room, type: RESPONSE, notSelf: true, relatesTo: sent.eventId });
    expect(cast.content[RESPONSE].answers).toEqual([answers[0]?.id]);
    await vote(peer, room, sent.eventId, [answers[1]?.id ?? '']);
    await expect(polls.choice(/shall we eat/, 'Salad 1 vote, 50%')).not.toBeChecked();
    await expect(polls.poll(/shall we eat/)).toContainText('2 votes');
    await expect(polls.choice(/shall we eat/, 'Salad 1 vote, 50%')).toHaveAttribute('title', /Chosen by/);
    await expectAccessible(page);
    await shots(page, `poll${encrypted ? '-encrypted' : ''}`);

    // Votes of others do not take the focus away, and arrows walk without voting.
    await polls.choice(/shall we eat/, /Soup/).focus();
    await vote(peer, room, sent.eventId, [answers[0]?.id ?? '']);
    await expect(polls.choice(/shall we eat/, 'Soup 2 votes, 100%')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(polls.choice(/shall we eat/, /Salad/)).toBeFocused();
    await expect(polls.choice(/shall we eat/, /Soup/)).toBeChecked();
    await page.keyboard.press('Space');
    await expect(polls.choice(/shall we eat/, 'Salad 1 vote, 50%')).toBeChecked();
    await polls.poll(/shall we eat/).getByRole('button', { name: 'Take my vote back' }).click();
    await expect(polls.choice(/shall we eat/, 'Soup 1 vote, 100%')).not.toBeChecked();
    await expect(polls.choice(/shall we eat/, 'Salad 0 votes, 0%')).not.toBeChecked();

    await timeline.message(/shall we eat/).click({ button: 'right', position: { x: 8, y: 8 } });
    await expect(signedIn.menuItem('Edit poll')).toHaveCount(0);
    await signedIn.menuItem('End poll').click();
    await expect(signedIn.dialog('End this poll?')).toContainText('What shall we eat?');
    await signedIn.dialog('End this poll?').getByRole('button', { name: 'End poll' }).click();
    await expect(polls.poll(/shall we eat/)).toContainText('Final result · 1 vote');
    await expect(polls.result(/shall we eat/, /Soup/).getByRole('img', { name: 'Most votes' })).toBeVisible();
    await expect(polls.result(/shall we eat/, /Salad/).getByRole('img', { name: 'Most votes' })).toHaveCount(0);
    await expect(polls.poll(/shall we eat/).getByRole('radio')).toHaveCount(0);
    await peer.waitFor({ room, type: END, notSelf: true, relatesTo: sent.eventId });
    await expectAccessible(page);
    await shots(page, `poll-ended${encrypted ? '-encrypted' : ''}`);
  });
}

test('a poll that keeps its votes to itself shows them at its end', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { polls } = signedIn;
  const poll = await ask(peer, room, 'Who shall lead?', ['Ada', 'Bo', 'Cy'], { kind: 'undisclosed', most: 2 });
  await expect(polls.poll(/shall lead/)).toContainText('The result is shown when the poll ends · Choose up to 2');
  await polls.choice(/shall lead/, 'Ada').check();
  await polls.choice(/shall lead/, 'Bo').check();
  await expect(polls.choice(/shall lead/, 'Cy')).toBeDisabled();
  await vote(peer, room, poll, ['Bo']);
  await expect.poll(async () => (await peer.messages({ room })).filter((event) => event.type === RESPONSE).length).toBe(3);
  await expect(polls.poll(/shall lead/)).not.toContainText('%');
  await shots(page, 'poll-undisclosed');
  await end(peer, room, poll);
  await expect(polls.poll(/shall lead/)).toContainText('Final result · 2 votes');
  await expect(polls.result(/shall lead/, /Bo/)).toContainText('2 votes, 100%');
  await expect(polls.result(/shall lead/, /Ada/)).toContainText('1 vote, 50%');
  await expect(polls.result(/shall lead/, /Ada/).getByRole('img', { name: 'Your vote' })).toBeVisible();
});

test('what is written of a poll is kept, what is missing is said, and a poll is changed before the first vote', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, polls, timeline } = signedIn;
  await composer.send('/poll Which day?');
  await expect(composer.field()).toHaveValue('');
  await expect(polls.question()).toHaveValue('Which day?');
  await polls.create().click();
  await expect(polls.form()).toContainText('Give at least two options');
  await expect(polls.option(1)).toBeFocused();
  await polls.option(1).fill('Saturday');
  await polls.option(2).fill('Sunday');
  await expect(polls.form()).not.toContainText('Give at least two options');
  await page.keyboard.press('Escape');
  await expect(polls.form()).toHaveCount(0);
  await composer.attachButton().click();
  await signedIn.menuItem('Poll').click();
  await expect(polls.option(2)).toHaveValue('Sunday');
  await polls.question().fill('');
  await polls.create().click();
  await expect(polls.form()).toContainText('Write what you want to ask.');
  await expect(polls.question()).toBeFocused();
  await polls.question().fill('Which dya?');
  await polls.form().getByRole('button', { name: 'Add an option' }).click();
  await expect(polls.option(3)).toBeFocused();
  await polls.form().getByRole('button', { name: 'Remove option 3' }).click();
  await expect(polls.options()).toHaveCount(2);
  await polls.form().getByRole('checkbox', { name: 'Several options may be chosen' }).check();
  await page.keyboard.press('Control+Enter');
  await expect(polls.form()).toHaveCount(0);
  const sent = await peer.waitFor({ room, type: START, notSelf: true });
  expect(sent.content[START].max_selections).toBe(2);

  await timeline.message(/Which dya/).click({ button: 'right', position: { x: 8, y: 8 } });
  await signedIn.menuItem('Edit poll').click();
  await expect(polls.option(1)).toHaveValue('Saturday');
  await polls.question().fill('Which day?');
  await polls.save().click();
  await expect(polls.poll(/Which day\?/)).toContainText('(edited)');
  const edit = await peer.waitFor({ room, type: START, notSelf: true, relatesTo: sent.eventId });
  expect(edit.content['m.relates_to']).toMatchObject({ rel_type: 'm.replace', event_id: sent.eventId });
  await composer.attachButton().click();
  await signedIn.menuItem('Poll').click();
  await expect(polls.question()).toHaveValue('');
});

test('who may not write may read a poll, and one in a thread is voted on there', async ({ signedIn, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { polls, thread } = signedIn;
  const root = await peer.send(room, 'About lunch');
  const relation = { rel_type: 'm.thread', event_id: root, is_falling_back: true, 'm.in_reply_to': { event_id: root } };
  const poll = await ask(peer, room, 'Soup or salad?', ['Soup', 'Salad'], { extra: { 'm.relates_to': relation } });
  await thread.summary(/1 reply/).click();
  await polls.choice(/Soup or salad/, /Salad/).check();
  await peer.waitFor({ room, type: RESPONSE, notSelf: true, relatesTo: poll });
  await expect(polls.choice(/Soup or salad/, 'Salad 1 vote, 100%')).toBeChecked();
  await peer.setState(room, 'm.room.power_levels', '', { users_default: 0, events_default: 50, state_default: 50, users: {} });
  await expect(polls.poll(/Soup or salad/).getByRole('radio')).toHaveCount(0);
  await expect(polls.result(/Soup or salad/, /Salad/)).toContainText('1 vote, 100%');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a poll is written and voted on with a finger', async ({ signedIn, page, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member });
    const { composer, polls } = signedIn;
    await composer.attachButton().tap();
    await signedIn.menuItem('Poll').tap();
    await polls.question().fill('Shall we go?');
    await polls.option(1).fill('Yes');
    await polls.option(2).fill('No');
    await polls.create().tap();
    const sent = await peer.waitFor({ room, type: START, notSelf: true });
    const choice = polls.choice(/Shall we go/, /Yes/);
    expect((await choice.locator('..').boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await choice.tap();
    await expect(polls.choice(/Shall we go/, 'Yes 1 vote, 100%')).toBeChecked();
    await peer.waitFor({ room, type: RESPONSE, notSelf: true, relatesTo: sent.eventId });
    await shots(page, 'poll-phone');
  });
});

test('the polls of a room stand beside it, also those far back, and lead to their places', async ({ signedIn, page, peer, member }) => {
  // Much is sent first.
  test.setTimeout(120_000);
  const room = await sharedRoom({ signedIn, peer, member }, { encrypted: true });
  const { polls } = signedIn;
  const far = await ask(peer, room, 'Which day?', ['Saturday', 'Sunday']);
  // More than a page of messages, so that neither the poll nor its vote is among what is loaded with the other.
  await Promise.all(Array.from({ length: 50 }, (_, count) => peer.send(room, `filler ${count}`)));
  await vote(peer, room, far, ['Sunday']);
  await Promise.all(Array.from({ length: 50 }, (_, count) => peer.send(room, `stuffing ${count}`)));
  const near = await ask(peer, room, 'Which park?', ['The old one', 'The new one']);
  await end(peer, room, near);
  await expect(polls.poll(/Which park/)).toContainText('Final result');
  await page.reload();
  await signedIn.openRoomMenu();
  await signedIn.menuItem('Polls').click();
  const panel = page.getByRole('region', { name: 'Polls' });
  const links = panel.getByRole('navigation', { name: 'Polls' }).getByRole('link');
  await expect(links).toHaveText([/Which park\?.*Ended · 0 votes · Robin/, /Which day\?.*Running · 1 vote · Robin/]);
  await expectAccessible(page);
  await shots(page, 'polls');
  await panel.getByRole('button', { name: 'Running' }).click();
  await expect(links).toHaveText([/Which day/]);
  await links.first().focus();
  await page.keyboard.press('Enter');
  await expect(polls.poll(/Which day/)).toBeInViewport();
  await expect(polls.poll(/Which day/)).toContainText('1 vote');
  await polls.choice(/Which day/, /Sunday/).check();
  await expect(polls.choice(/Which day/, 'Sunday 2 votes, 100%')).toBeChecked();
});
