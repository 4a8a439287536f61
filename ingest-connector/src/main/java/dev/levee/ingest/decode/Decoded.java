package dev.levee.ingest.decode;

import dev.levee.schemas.CloudEvent;
import java.time.Instant;
import java.util.Locale;

/// What became of one record of the input. Every record is exactly one of these.
public sealed interface Decoded {

    /// An event for the topic.
    ///
    /// @param key account and, after a slash, a hint at the resource; the hint may be empty
    record Event(String key, CloudEvent event) implements Decoded {}

    /// A heartbeat that Levee put on an account's bus and that came all the way.
    ///
    /// @param account the one EventBridge took it in, whatever the sender wrote
    /// @param sentAt by the sender's clock
    /// @param acceptedAt by EventBridge's clock
    record Heartbeat(String account, String region, String id, Instant sentAt, Instant acceptedAt) implements Decoded {}

    /// An event nobody asked to keep.
    record Dropped(Cause cause) implements Decoded {}

    /// Something known that is no event of a cloud's control plane.
    ///
    /// @param reason one sentence for people
    record Ignored(Kind kind, String reason) implements Decoded {}

    /// Something that cannot be used and must not be lost.
    ///
    /// @param line where it starts in the input, from 1
    /// @param bytes the input it was found in, as received; only the first [Decoder#LONGEST_REMAINS] of them
    /// @param reason one sentence for people
    record Malformed(long line, byte[] bytes, String reason) implements Decoded {}

    /// Why an event is dropped. One that has several causes is counted under the first.
    enum Cause {
        /// A call on what a resource holds (`managementEvent` is false): an object, a message, a row.
        DATA,
        /// A call that changes nothing.
        READ_ONLY,
        /// A call the provider refused.
        FAILED;

        public String tag() {
            return Decoded.tag(this);
        }
    }

    /// What an ignored record is.
    enum Kind {
        /// An EventBridge event that does not carry a CloudTrail record.
        OTHER_EVENT,
        /// Somebody signed in to the console; no resource was touched.
        SIGN_IN,
        /// CloudTrail's own statistics about calls.
        INSIGHT,
        /// A call through a VPC endpoint, recorded a second time as network activity.
        NETWORK_ACTIVITY,
        /// Notice of a file in S3, or S3's test message. The connector reads no S3 objects.
        FILE_NOTICE,
        /// The digest that proves that CloudTrail files are unchanged.
        DIGEST,
        /// A message of AWS Config.
        CONFIG,
        /// SNS asks to confirm a subscription or the end of one.
        SUBSCRIPTION,
        /// A file or message without any record.
        EMPTY;

        public String tag() {
            return Decoded.tag(this);
        }
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
