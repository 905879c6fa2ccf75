// @ts-check
// The console's behaviour: each part in its own module, all of it on top of pages that work without.

import { assist } from './console-assist.js';
import { bulk } from './console-bulk.js';
import { canned } from './console-canned.js';
import { tick } from './console-clock.js';
import { keepDrafts } from './console-drafts.js';
import { dialogs } from './console-dialogs.js';
import { explain } from './console-why.js';
import { follow } from './console-stream.js';
import { listen } from './console-keys.js';
import { palette } from './console-palette.js';
import { mention } from './console-mention.js';
import { notify } from './console-notify.js';
import { openAtEnd } from './console-scroll.js';
import { send } from './console-send.js';

document.documentElement.classList.add('js');
tick();
keepDrafts();
dialogs();
palette();
listen();
send();
openAtEnd();
explain();
canned();
bulk();
assist();
mention();
notify();
follow();
