import test from 'node:test';
import { tests } from './pure.mjs';

for (const [name, run] of Object.entries(tests)) test(name, run);
