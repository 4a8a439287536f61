package dev.levee.ingest.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.levee.schemas.Actor;
import dev.levee.schemas.AwsRegions;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.EventOutcome;
import dev.levee.schemas.Provider;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The fields of one CloudTrail record that Levee looks at, gathered while the record is read.
///
/// The account is `recipientAccountId`: the account the change happened in. Records before version 1.02 and many
/// that came through EventBridge lack it; EventBridge's own `account` says the same, and where both are there they
/// must agree, for the record is its sender's word and `account` is AWS's. The caller's account does not say the
/// same: taking it would lead to scans and fixes in the wrong account, so without either the record is malformed.
final class TrailRecord {

    private static final String DOMAIN = ".amazonaws.com";

    /// For records that do not say whether they changed anything (`readOnly` came with version 1.01).
    private static final Pattern READ_ONLY_NAME =
            Pattern.compile("(Get|List|Describe|Head|BatchGet|Lookup|Search)[A-Z].*");

    private @Nullable String id;
    private @Nullable String time;
    private @Nullable String source;
    private @Nullable String name;
    private @Nullable String region;
    private @Nullable String account;
    private @Nullable String type;
    private @Nullable String error;
    private @Nullable String sourceAddress;
    private @Nullable String userAgent;
    private @Nullable String callerType;
    private @Nullable String callerArn;
    private @Nullable String callerPrincipal;
    private @Nullable String callerIssuer;
    private @Nullable Boolean readOnly;
    private boolean dataEvent;
    private final ResourceHint hint = new ResourceHint();

    /// Reads the value of one field of the record. Leaves the parser at the value's end.
    void read(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "eventID" -> id = text(parser);
            case "eventTime" -> time = text(parser);
            case "eventSource" -> source = text(parser);
            case "eventName" -> name = text(parser);
            case "awsRegion" -> region = text(parser);
            case "recipientAccountId" -> account = text(parser);
            case "eventType" -> type = text(parser);
            case "errorCode" -> error = text(parser);
            case "sourceIPAddress" -> sourceAddress = text(parser);
            case "userAgent" -> userAgent = text(parser);
            case "readOnly" -> readOnly = truth(parser);
            case "managementEvent" -> dataEvent = Boolean.FALSE.equals(truth(parser));
            case "userIdentity" -> readCaller(parser);
            case "requestParameters", "responseElements" -> hint.readParameters(parser);
            case "resources" -> hint.readResources(parser);
            default -> parser.skipChildren();
        }
    }

    /// EventBridge's own account and region stand in for those the record does not name.
    ///
    /// @throws UnusableException if the record claims to be of another account
    void deliveredFrom(@Nullable String envelopeAccount, @Nullable String envelopeRegion) throws UnusableException {
        String deliverer = required(envelopeAccount, "account");
        if (account != null && !account.equals(deliverer)) {
            throw new UnusableException("recipientAccountId is not the account that EventBridge has it from");
        }
        account = deliverer;
        region = region == null ? envelopeRegion : region;
    }

    boolean looksLikeOne() {
        return id != null || name != null || source != null;
    }

    /// S3's own notices use two of the field names.
    boolean isFileNotice() {
        return "aws:s3".equals(source);
    }

    /// @param record the record as it was received; asked for only if it is kept
    /// @throws UnusableException if the record lacks what every event needs
    Decoded judge(Keep keep, Input input, Supplier<String> record) throws UnusableException {
        @Nullable Decoded ignored = ignored();
        if (ignored != null) {
            return ignored;
        }
        String service = serviceOf(required(source, "eventSource"));
        String action = required(name, "eventName");
        String eventId = required(id, "eventID");
        String owner = required(account, "recipientAccountId");
        boolean changesNothing =
                readOnly == null ? READ_ONLY_NAME.matcher(action).matches() : readOnly;
        boolean failed = error != null && !error.isEmpty();
        if (dataEvent && !keep.data()) {
            return new Decoded.Dropped(Decoded.Cause.DATA);
        }
        if (changesNothing && !keep.readOnly()) {
            return new Decoded.Dropped(Decoded.Cause.READ_ONLY);
        }
        if (failed && !keep.failed()) {
            return new Decoded.Dropped(Decoded.Cause.FAILED);
        }
        // Not the builder: it would take a tenth of the time a record takes.
        CloudEvent event = new CloudEvent(
                eventId,
                Provider.AWS,
                service,
                action,
                owner,
                regionName(),
                instant(time, "eventTime"),
                actor(),
                failed ? EventOutcome.FAILED : EventOutcome.SUCCEEDED,
                failed ? error : null,
                changesNothing,
                input.observedAt(),
                input.source(),
                Codes.mask(service, record.get()));
        return new Decoded.Event(owner + "/" + hint.value(), event);
    }

    private @Nullable Decoded ignored() {
        return switch (type) {
            case "AwsConsoleSignIn" -> new Decoded.Ignored(Decoded.Kind.SIGN_IN, "a sign-in changes no resource");
            case "AwsCloudTrailInsight" -> new Decoded.Ignored(Decoded.Kind.INSIGHT, "statistics are no change");
            case "AwsVpceEvent" ->
                new Decoded.Ignored(Decoded.Kind.NETWORK_ACTIVITY, "the call itself is recorded elsewhere");
            case null, default -> null;
        };
    }

    private Actor actor() {
        String id = callerArn != null ? callerArn : callerPrincipal != null ? callerPrincipal : "";
        return new Actor(callerType == null ? "Unknown" : callerType, id, callerIssuer, userAgent, sourceAddress);
    }

    private void readCaller(JsonParser parser) throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            parser.skipChildren();
            return;
        }
        @Nullable String field;
        while ((field = parser.nextFieldName()) != null) {
            parser.nextToken();
            switch (field) {
                case "type" -> callerType = text(parser);
                case "arn" -> callerArn = text(parser);
                case "principalId" -> callerPrincipal = text(parser);
                case "sessionContext", "sessionIssuer" -> readIssuer(field, parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void readIssuer(String parent, JsonParser parser) throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            parser.skipChildren();
            return;
        }
        @Nullable String field;
        while ((field = parser.nextFieldName()) != null) {
            parser.nextToken();
            if (field.equals("sessionIssuer") && parent.equals("sessionContext")) {
                readIssuer(field, parser);
            } else if (field.equals("arn") && parent.equals("sessionIssuer")) {
                callerIssuer = text(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    /// The executor makes a client for each region it hears of: not any word may be one.
    private String regionName() throws UnusableException {
        String given = required(region, "awsRegion");
        if (!AwsRegions.isName(given)) {
            throw new UnusableException("awsRegion is no region");
        }
        return given;
    }

    private static String serviceOf(String source) {
        return source.endsWith(DOMAIN) ? source.substring(0, source.length() - DOMAIN.length()) : source;
    }

    static Instant instant(@Nullable String time, String field) throws UnusableException {
        String given = required(time, field);
        try {
            return TrailTime.parse(given);
        } catch (DateTimeException | NumberFormatException e) {
            throw new UnusableException(field + " is no time");
        }
    }

    static String required(@Nullable String value, String field) throws UnusableException {
        if (value == null || value.isEmpty()) {
            throw new UnusableException(field + " is missing");
        }
        return value;
    }

    /// The text the parser is at; null if it is at anything else, which is then passed over.
    static @Nullable String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    private static @Nullable Boolean truth(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING ->
                switch (parser.getText()) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> null;
                };
            default -> {
                parser.skipChildren();
                yield null;
            }
        };
    }

    /// It is not, or not enough of, a record.
    static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String reason;

        UnusableException(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
