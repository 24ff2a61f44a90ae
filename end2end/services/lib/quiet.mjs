// Silences the log of matrix-js-sdk. It binds its log functions while it loads, so import this before it.
import { logger } from 'matrix-js-sdk/lib/logger.js';

// Child loggers take over the method factory, but not the level.
logger.methodFactory = () => () => {};
logger.setLevel('silent', false);
