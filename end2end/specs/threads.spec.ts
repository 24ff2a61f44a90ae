import { App } from '../pages/App.ts';
import { expect, test } from '../fixtures/test.ts';
import { sharedRoom } from '../fixtures/rooms.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { shots } from '../fixtures/screenshots.ts';

for (const encrypted of [false, true]) {
  test(`a thread is begun, written into and read beside the room${encrypted ? ', encrypted' : ''}`, async ({ signedIn, page, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member }, { encrypted });
    const { timeline, thread } = signedIn;
    const root = await peer.send(room, 'What shall we plant?');
    await timeline.message(/shall we plant/).hover();
    await timeline.action(/shall we plant/, 'Reply in thread').click();
    await expect(thread.field()).toBeFocused();
    await expect(thread.message(/shall we plant/)).toBeVisible();
    await thread.send('Beans');
    await expect(thread.message(/Beans/)).toBeVisible();
    const got = await peer.waitFor({ room, contains: 'Beans' });
    expect(got.encrypted).toBe(encrypted);
    expect(got.content['m.relates_to']).toMatchObject({ rel_type: 'm.thread', event_id: root });
    await expect(thread.summary(/1 reply.*Beans/)).toBeVisible();
    await expect(timeline.message(/Beans/)).toHaveCount(0);

    await peer.inThread(room, root, 'And peas, they climb so well');
    await expect(thread.message(/And peas/)).toBeVisible();
    await expect(thread.summary(/2 replies.*And peas/)).toBeVisible();
    await expect(timeline.message(/And peas/)).toHaveCount(0);
    const follow = async (name: string) => {
      await thread.panel().getByRole('button', { name: 'Thread options' }).click();
      await signedIn.menuItem(name).click();
    };
    // Whoever writes into a thread follows it.
    await follow('Stop following this thread');
    await follow('Follow this thread');
    await expectAccessible(page);
    await shots(page, `thread${encrypted ? '-encrypted' : ''}`);

    await thread.message(/And peas/).hover();
    const answer = thread.message(/And peas/).getByRole('toolbar').getByRole('button', { name: 'Reply', exact: true });
    await expect(thread.message(/And peas/).getByRole('button', { name: 'Reply in thread' })).toHaveCount(0);
    await answer.click();
    await thread.send('How high?');
    const reply = await peer.waitFor({ room, contains: 'How high?' });
    expect(reply.content['m.relates_to']).toMatchObject({ rel_type: 'm.thread', event_id: root });
    expect(reply.content['m.relates_to'].is_falling_back).not.toBe(true);

    await page.keyboard.press('Escape');
    await expect(thread.panel()).toHaveCount(0);
    await expect(timeline.message(/shall we plant/)).toBeFocused();
    await thread.summary(/3 replies.*How high/).click();
    await expect(thread.message(/How high/)).toBeVisible();
    expect(page.url()).toContain('thread=');
    await page.reload();
    await expect(thread.message(/How high/)).toBeVisible();
    await expect(thread.message(/shall we plant/)).toBeVisible();
    await page.goBack();
    await expect(thread.panel()).toHaveCount(0);
    await expect(timeline.log()).toBeVisible();
  });
}

test('what is unread in threads is shown, and read thread by thread or all at once', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline, thread, rooms } = signedIn;
  const [beans, peas] = [await peer.send(room, 'About beans'), await peer.send(room, 'About peas')];
  await expect(timeline.message(/About peas/)).toBeVisible();
  await expect(thread.button()).toHaveAccessibleName('Threads');
  await peer.inThread(room, beans, 'They are early this year');
  await expect(thread.button()).toHaveAccessibleName('Threads, with something unread');
  await expect(thread.summary(/1 reply.*early this year.*1 unread reply/)).toBeVisible();
  await expect(rooms.row('Shared').getByRole('link')).toHaveAccessibleName(/1 unread/);
  await peer.inThread(room, peas, 'And these are late');
  await thread.button().click();
  await expect(thread.list().getByRole('link')).toHaveText([/About peas.*And these are late/s, /About beans.*early this year/s]);
  await expect(thread.row(/About beans/)).toHaveAccessibleName(/1 unread reply/);
  await expectAccessible(page);
  await shots(page, 'thread-list');

  await thread.row(/About beans/).click();
  await expect(thread.message(/early this year/)).toBeVisible();
  await expect(thread.summary(/early this year(?!.*unread)/)).toBeVisible();
  await expect(rooms.row('Shared').getByRole('link')).toHaveAccessibleName(/1 unread/);
  await thread.send('I have seen them');
  await expect(thread.summary(/2 replies/)).toBeVisible();
  await thread.button().click();
  await expect(thread.list()).toBeVisible();
  await thread.list().getByRole('button', { name: 'With me' }).click();
  await expect(thread.list().getByRole('link')).toHaveText([/About beans/]);
  await thread.list().getByRole('button', { name: 'All', exact: true }).click();
  await expect(thread.list().getByRole('link')).toHaveCount(2);
  await thread.list().getByRole('button', { name: 'Mark all as read' }).click();
  await expect(thread.button()).toHaveAccessibleName('Threads');
  await expect(rooms.row('Shared').getByRole('link')).not.toHaveAccessibleName(/unread/);
});

test('a room whose newest messages are all in a thread shows what is older', async ({ app, peer, member }) => {
  const room = await peer.createRoom({ name: 'Shared', invite: [member.userId] });
  await member.account.request('POST', `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/join`, { body: {} });
  const root = await peer.send(room, 'Who brings what?');
  for (let i = 0; i < 45; i += 1) await peer.inThread(room, root, `I bring dish number ${i}`);
  await app.signIn(member.name);
  await app.openRoom(room);
  await expect(app.timeline.message(/Who brings what/)).toBeVisible();
  await expect(app.thread.summary(/45 replies/)).toBeVisible();
});

test('a link to a message in a thread opens the thread there', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { timeline, thread } = signedIn;
  const root = await peer.send(room, 'Where it began');
  const first = await peer.inThread(room, root, 'The first answer');
  for (let at = 2; at <= 30; at += 1) await peer.inThread(room, root, `Answer number ${at}`);
  await expect(thread.summary(/30 replies/)).toBeVisible();
  await signedIn.goTo(`#/room/${room}/${first}`);
  await expect(thread.message(/The first answer/)).toHaveAttribute('data-focused');
  await expect(thread.message(/The first answer/)).toBeInViewport();
  await expect(timeline.message(/Where it began/).first()).toBeVisible();
  expect(page.url()).not.toContain(`/${first}`);
  await page.reload();
  await expect(thread.message(/The first answer/)).toBeInViewport();

  const opened = page.context().waitForEvent('page');
  await thread.panel().getByRole('button', { name: 'Thread options' }).click();
  await signedIn.menuItem('Open in a new tab').click();
  const tab = new App(await opened);
  await expect(tab.thread.message(/answer/i).first()).toBeVisible();
  await expect(tab.timeline.log()).toBeVisible();
  await expect(thread.panel()).toBeVisible();
});

test('what is written in room and thread is kept apart, and a thread is read offline', async ({ signedIn, page, peer, member }) => {
  const room = await sharedRoom({ signedIn, peer, member });
  const { composer, thread } = signedIn;
  const root = await peer.send(room, 'Where it began');
  await peer.inThread(room, root, 'An answer');
  await thread.summary(/1 reply/).click();
  await expect(thread.message(/An answer/)).toBeVisible();
  await expect(thread.message(/Where it began/)).toBeVisible();
  await thread.field().fill('for the thread');
  await composer.field().fill('for the room');
  await page.reload();
  await expect(thread.field()).toHaveValue('for the thread');
  await expect(composer.field()).toHaveValue('for the room');
  await page.context().setOffline(true);
  await page.reload();
  await expect(thread.message(/An answer/)).toBeVisible();
  await expect(thread.message(/Where it began/)).toBeVisible();
  await thread.send('sent later');
  await expect(thread.message(/sent later/)).toBeVisible();
  await page.context().setOffline(false);
  const got = await peer.waitFor({ room, contains: 'sent later' });
  expect(got.content['m.relates_to']).toMatchObject({ rel_type: 'm.thread', event_id: root });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a thread takes the whole screen, and Back leads out of it', async ({ signedIn, page, peer, member }) => {
    const room = await sharedRoom({ signedIn, peer, member });
    const { timeline, thread } = signedIn;
    const root = await peer.send(room, 'What shall we plant?');
    await peer.inThread(room, root, 'Beans');
    await thread.summary(/1 reply/).tap();
    await expect(thread.message(/Beans/)).toBeVisible();
    await expect(timeline.log()).toBeHidden();
    await shots(page, 'thread-phone');
    await thread.back().tap();
    await expect(timeline.log()).toBeVisible();
    await thread.button().tap();
    await expect(thread.row(/What shall we plant/)).toBeVisible();
    await page.goBack();
    await expect(timeline.log()).toBeVisible();
  });
});

test('what is new in the threads of other rooms is one press away', async ({ signedIn, page, peer, member }) => {
  const here = await sharedRoom({ signedIn, peer, member });
  const garden = await peer.createRoom({ name: 'Garden', invite: [member.userId] });
  await signedIn.accept('Garden');
  await peer.waitForMember({ room: garden, user: member.userId });
  await signedIn.openRoom(here);
  const button = page.getByRole('button', { name: /^What is new in threads/ });
  await button.click();
  await expect(page.getByRole('menuitem', { name: 'Nothing is new in threads' })).toBeVisible();
  await page.keyboard.press('Escape');
  const root = await peer.send(garden, 'what do we plant?');
  await peer.inThread(garden, root, 'radishes');
  await expect(button).toHaveAccessibleName('What is new in threads: 1 thread');
  await button.click();
  const item = page.getByRole('menuitem', { name: /Garden/ });
  await expect(item).toContainText('what do we plant?');
  await shots(page, 'thread-activity');
  await item.click();
  await expect(page.getByRole('log', { name: 'Messages of the thread' }).getByRole('article', { name: /radishes/ })).toBeVisible();
  await expect(button).toHaveAccessibleName('What is new in threads');
});
