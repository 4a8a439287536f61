package dev.levee.ingest.decode;

import static dev.levee.ingest.decode.TrailRecord.instant;
import static dev.levee.ingest.decode.TrailRecord.required;
import static dev.levee.ingest.decode.TrailRecord.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.levee.ingest.decode.TrailRecord.UnusableException;
import dev.levee.schemas.HeartbeatEvent;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One JSON object of the input, gathered while it is read: a CloudTrail record, something around one, or neither.
/// Which of these it is shows only at its end, because the order of fields means nothing.
final class Envelope {

    private static final String CLOUDTRAIL = " via CloudTrail";

    private final TrailRecord itself = new TrailRecord();
    private @Nullable TrailRecord detail;
    private long detailStart;
    private long detailEnd;
    private @Nullable String detailId;
    private @Nullable String detailSentAt;
    private @Nullable String detailType;
    private @Nullable String source;
    private @Nullable String time;
    private @Nullable String account;
    private @Nullable String region;
    private @Nullable String snsType;
    private @Nullable String snsTopic;
    private @Nullable String snsMessage;
    private boolean config;
    private boolean digest;
    private boolean fileNotice;

    /// Reads the value of one field. Leaves the parser at the value's end.
    void read(String field, Cursor at) throws IOException {
        JsonParser parser = at.parser();
        switch (field) {
            case "detail" -> readDetail(at);
            case "detail-type" -> detailType = text(parser);
            case "source" -> source = text(parser);
            case "time" -> time = text(parser);
            case "account" -> account = text(parser);
            case "region" -> region = text(parser);
            case "Type" -> snsType = text(parser);
            case "TopicArn" -> snsTopic = text(parser);
            case "Message" -> snsMessage = text(parser);
            case "configurationItem", "configurationItemDiff", "configSnapshotId", "configRuleName" -> {
                config = true;
                parser.skipChildren();
            }
            case "digestStartTime" -> {
                digest = true;
                parser.skipChildren();
            }
            case "s3ObjectKey" -> {
                fileNotice = true;
                parser.skipChildren();
            }
            case "Event" -> fileNotice |= "s3:TestEvent".equals(text(parser));
            default -> itself.read(field, parser);
        }
    }

    /// What SNS wrapped, if this is a notification of SNS.
    Optional<String> notification() {
        return "Notification".equals(snsType) && snsTopic != null ? Optional.ofNullable(snsMessage) : Optional.empty();
    }

    /// @param start where in the input the object starts, and `end` where it ends
    /// @throws UnusableException if it is a record that cannot be used, or nothing that is known
    Decoded judge(Keep keep, Input input, Window window, long start, long end) throws UnusableException {
        if (detailType != null) {
            return judgeDetail(detailType, keep, input, window);
        }
        if (snsTopic != null && snsType != null && snsType.endsWith("Confirmation")) {
            return new Decoded.Ignored(Decoded.Kind.SUBSCRIPTION, snsType + " of " + snsTopic);
        }
        if (fileNotice || itself.isFileNotice()) {
            return new Decoded.Ignored(Decoded.Kind.FILE_NOTICE, "the connector reads no S3 objects");
        }
        if (digest) {
            return new Decoded.Ignored(Decoded.Kind.DIGEST, "a digest lists files");
        }
        if (config) {
            return new Decoded.Ignored(Decoded.Kind.CONFIG, "AWS Config tells states, not calls");
        }
        if (itself.looksLikeOne()) {
            return itself.judge(keep, input, () -> window.text(start, end));
        }
        throw new UnusableException("it has no shape that is known here");
    }

    private Decoded judgeDetail(String type, Keep keep, Input input, Window window) throws UnusableException {
        if (type.equals(HeartbeatEvent.DETAIL_TYPE) && HeartbeatEvent.SOURCE.equals(source)) {
            return heartbeat();
        }
        if (!type.endsWith(CLOUDTRAIL)) {
            return new Decoded.Ignored(Decoded.Kind.OTHER_EVENT, type);
        }
        if (detail == null) {
            throw new UnusableException("detail is missing");
        }
        detail.deliveredFrom(account, region);
        return detail.judge(keep, input, () -> window.text(detailStart, detailEnd));
    }

    private Decoded.Heartbeat heartbeat() throws UnusableException {
        return new Decoded.Heartbeat(
                required(account, "account"),
                required(region, "region"),
                required(detailId, "detail.id"),
                instant(detailSentAt, "detail.sentAt"),
                instant(time, "time"));
    }

    private void readDetail(Cursor at) throws IOException {
        JsonParser parser = at.parser();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        TrailRecord record = new TrailRecord();
        detailStart = at.startOfToken();
        @Nullable String field;
        while ((field = parser.nextFieldName()) != null) {
            parser.nextToken();
            switch (field) {
                case "id" -> detailId = text(parser);
                case "sentAt" -> detailSentAt = text(parser);
                default -> record.read(field, parser);
            }
        }
        detailEnd = at.endOfToken();
        detail = record;
    }
}
