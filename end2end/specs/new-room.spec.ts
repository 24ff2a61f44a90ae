import { DESKTOP, PHONE, shots } from '../fixtures/screenshots.ts';
import { expect, test } from '../fixtures/test.ts';

test('a room is made by keyboard, encrypted, and one is in it at once', async ({ signedIn, page }) => {
  const button = page.getByRole('button', { name: 'New room' });
  await button.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New room' });
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await expect(dialog.getByRole('button', { name: 'Create room' })).toBeDisabled();
  await expect(dialog.getByRole('switch', { name: 'Encrypt messages' })).toBeChecked();
  await expect(dialog.getByRole('switch', { name: 'Anybody can join' })).not.toBeChecked();
  await page.keyboard.type('Reading circle');
  await shots(page, 'new-room', { desktop: DESKTOP });
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Reading circle' })).toBeVisible();
  await expect(signedIn.rooms.room(/^Reading circle/)).toHaveAttribute('aria-current', 'page');
  await signedIn.composer.send('welcome');
  await expect(signedIn.timeline.message('welcome')).toBeVisible();
});

test('a public room has an address, and one that is taken is said; what was typed stays', async ({ signedIn, page, member }) => {
  await page.setViewportSize(PHONE);
  await signedIn.expectRooms();
  const make = async () => {
    await page.getByRole('button', { name: 'New room' }).click();
    const dialog = page.getByRole('dialog', { name: 'New room' });
    await dialog.getByLabel('Name').fill('Everybody');
    await dialog.getByRole('switch', { name: 'Anybody can join' }).click();
    await expect(dialog.getByRole('switch', { name: 'Encrypt messages' })).not.toBeChecked();
    return dialog;
  };
  const first = await make();
  await first.getByLabel('Address').fill('two words');
  await expect(first).toContainText('An address has no spaces');
  await first.getByLabel('Address').fill(member.name);
  await expect(first).toContainText(`#${member.name}:`);
  await shots(page, 'new-room-public', { phone: PHONE });
  await first.getByRole('button', { name: 'Create room' }).click();
  await expect(page.getByRole('heading', { name: 'Everybody' })).toBeVisible();

  await page.goBack();
  await signedIn.expectRooms();
  const second = await make();
  await second.getByLabel('Address').fill(member.name);
  await second.getByRole('button', { name: 'Create room' }).click();
  await expect(second).toContainText('Another room has this address');
  await expect(second.getByLabel('Name')).toHaveValue('Everybody');
  await page.keyboard.press('Escape');
  await expect(second).toBeHidden();
});
