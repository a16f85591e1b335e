package dev.ipsecsites.router;

import java.time.Duration;
import java.time.ZoneOffset;

/**
 * A router's clock.
 *
 * @param zone that it is set to, and that its log is written in
 * @param ahead of ours; negative when it is behind. As exact as the session's first seconds
 */
public record RouterClock(ZoneOffset zone, Duration ahead) {}
