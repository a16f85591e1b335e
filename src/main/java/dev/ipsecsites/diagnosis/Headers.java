package dev.ipsecsites.diagnosis;

import dev.ipsecsites.ipsec.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SPIs in the router's debug log. They stand in the line behind "send message:" or "receive message:". A responder SPI of zero is right in a first
 * request, in each that is sent again, and in an answer that makes no SA (RFC 7296 §2.6, §3.1); wrong in any other answer (yamaha-rtx.md §4.4).
 */
final class Headers {
    private static final Pattern OPEN = Pattern.compile("\\b(?:send|receive) message:$");
    private static final Pattern AUTH = Pattern.compile("\\bSA:\\d+/AUTH\\b");

    /** As exact as the router's log is. */
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private static final Pattern ZERO = Pattern.compile("0+");

    private Headers() {}

    /** Each header in the line that says whether it was sent or received. */
    static List<Message> joined(List<Message> messages) {
        List<Message> joined = new ArrayList<>(messages.size());
        for (Message message : messages) {
            Message before = joined.isEmpty() ? message : joined.getLast();
            boolean hidden = message.text().equals(Secret.MASK);
            if ((hidden || isHeader(message)) && isOpen(before, message)) {
                joined.set(
                        joined.size() - 1,
                        new Message(
                                before.source(), before.time(), before.text() + " " + message.text(), before.tunnel()));
            } else if (!hidden) {
                joined.add(message);
            }
        }
        return joined;
    }

    private static boolean isHeader(Message message) {
        return message.source() == Message.Source.ROUTER_LOG
                && Wordings.said(message.text())
                        .filter(said -> said.sign() == Sign.HEADER)
                        .isPresent();
    }

    private static boolean isOpen(Message before, Message header) {
        return before.source() == header.source()
                && OPEN.matcher(before.text()).find()
                && atOnce(before.time(), header.time());
    }

    private static boolean atOnce(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return Objects.equals(one, other);
        }
        return Duration.between(one, other).abs().compareTo(A_SECOND) <= 0;
    }

    /** The responder has chosen an SPI. Two numbers beside each other that aren't zero may be a key, and are masked as one. */
    static boolean answered(Reading reading) {
        return isOfMessage(reading)
                && (reading.values().isEmpty()
                        ? reading.message().text().endsWith(Secret.MASK)
                        : !ZERO.matcher(reading.second()).matches());
    }

    /** Of the exchange that follows: the router writes its name behind the SA's number. */
    static boolean ofAuth(Reading reading) {
        return isOfMessage(reading) && AUTH.matcher(reading.message().text()).find();
    }

    private static boolean isOfMessage(Reading reading) {
        return reading.sign() == Sign.MESSAGE_SENT || reading.sign() == Sign.MESSAGE_RECEIVED;
    }

    /**
     * Answers without an SPI to a peer that came again with the same one of its own after its group was refused.
     *
     * @param readings in order
     */
    static List<Reading> hollowAnswers(List<Reading> readings) {
        List<Reading> hollow = new ArrayList<>();
        Set<String> refused = new HashSet<>();
        Set<String> again = new HashSet<>();
        String peer = "";
        for (Reading reading : readings) {
            Sign sign = reading.sign();
            if (sign == Sign.MESSAGE_RECEIVED) {
                peer = reading.first();
                if (refused.contains(peer)) {
                    again.add(peer);
                }
            } else if (sign == Sign.MESSAGE_SENT && !answered(reading) && again.remove(reading.first())) {
                hollow.add(reading);
            } else if (sign.failure() && !reading.message().source().cato()) {
                again.remove(peer);
                if (!peer.isEmpty() && (sign == Sign.CANNOT_ACCEPT_KE || sign == Sign.INVALID_KE)) {
                    refused.add(peer);
                }
            }
        }
        return hollow;
    }
}
