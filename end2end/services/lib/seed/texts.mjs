// What the neighbours talk about.
import { chance } from '../media/scene.mjs';

const OPENINGS = ['Good morning', 'By the way', 'Has anyone noticed', 'I keep thinking', 'Small update', 'Quick question', 'For the record', 'This week', 'Yesterday', 'Honestly'];
const SUBJECTS = ['the tomatoes on the balcony', 'the night train to Lisbon', 'that library meeting', 'the new bicycle lane', 'our server upgrade', 'the bread recipe', 'the old typewriter', 'the choir rehearsal', 'that documentary about lighthouses', 'the community garden'];
const REMARKS = [
  'went better than I had feared', 'is finally finished', 'needs another pair of hands', 'was worth every minute', 'still makes me smile',
  'could use some rain', 'is sold out again', 'has moved to Thursday', 'turned out to be half the price', 'is on everybody’s mind',
];
const SHORT = ['Agreed.', 'Ha!', 'Oh no', 'Lovely.', 'See you there', 'Same here', 'Thanks!', 'Which one?', '👍', 'I will bring cake 🍰', 'Not today, sorry', 'Count me in'];
const LONG = 'It took three attempts, two phone calls and a borrowed ladder, but it works now. If somebody wants to do the same: measure twice, '
  + 'buy the longer screws, and do not trust the drawing on the box, which shows it from behind. I have put the notes and the photographs '
  + 'into the shared folder, and on Saturday I can show it to everyone who is interested.';

/** An endless, repeatable stream of plain messages. */
export function* chatter(seed) {
  const next = chance(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  for (;;) {
    const roll = next();
    if (roll < 0.3) yield pick(SHORT);
    else if (roll < 0.36) yield LONG;
    else yield `${pick(OPENINGS)}: ${pick(SUBJECTS)} ${pick(REMARKS)}.`;
  }
}
