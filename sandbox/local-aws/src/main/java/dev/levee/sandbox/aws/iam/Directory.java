package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import dev.levee.sandbox.aws.policy.Policies;
import dev.levee.sandbox.aws.policy.PolicyDocument;
import dev.levee.sandbox.aws.wire.HttpMessage;
import dev.levee.sandbox.aws.wire.Protocol;
import dev.levee.sandbox.aws.wire.Refusal;
import dev.levee.sandbox.aws.wire.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// Who exists: users, roles, and the keys by which they are known.
///
/// Every account has a user `admin` who may do everything, with two keys: one as AWS would make it, see [#admin], and
/// one that is easy to type, whose id is the account id and whose secret is `test`.
public final class Directory {

    static final String ADMIN = "admin";

    private static final String EASY_SECRET = "test";
    private static final String EVERYTHING = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""";

    /// What a key opens.
    private sealed interface Key {

        String secret();

        record OfUser(UserKey about, String secret) implements Key {

            @Override
            public String toString() {
                return about.id();
            }
        }

        /// A session's key.
        ///
        /// @param token to be sent along with each request
        /// @param policy what the session is held to besides its role's policies
        record OfSession(
                Caller.RoleSession session,
                String secret,
                String token,
                Instant expires,
                Optional<PolicyDocument> policy)
                implements Key {

            @Override
            public String toString() {
                return session.accessKeyId();
            }
        }
    }

    private final Store store;
    private final Entitlements entitlements;
    private final Set<String> accounts = ConcurrentHashMap.newKeySet();
    private final Map<String, Key> keys = new ConcurrentHashMap<>();
    private volatile Duration trustDelay = Duration.ZERO;

    public Directory(Store store, Membership membership) {
        this.store = store;
        this.entitlements = new Entitlements(store, membership);
    }

    /// Opens an account.
    public void addAccount(String account, Instant now) {
        accounts.add(account);
        String userId = Ids.named("AIDA", account + "/" + ADMIN);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.putObject("User")
                .put("Path", "/")
                .put("UserName", ADMIN)
                .put("UserId", userId)
                .put("Arn", "arn:aws:iam::%s:user/%s".formatted(account, ADMIN))
                .put("CreateDate", now.toString());
        row.putObject("Policies").put("everything", EVERYTHING);
        users(account).put(ADMIN, row);
        AwsCredentials key = admin(account);
        addKey(new Caller.User(account, ADMIN, userId, key.accessKeyId()), key.secretAccessKey(), now);
        addKey(new Caller.User(account, ADMIN, userId, account), EASY_SECRET, now);
    }

    /// How long a change of a role's trust policy takes to be in force, from now on.
    public void trustChangesTake(Duration delay) {
        trustDelay = delay;
    }

    Duration trustDelay() {
        return trustDelay;
    }

    boolean hasAccount(String account) {
        return accounts.contains(account);
    }

    /// The admin's key: the same for the same account, always.
    public AwsCredentials admin(String account) {
        return AwsBasicCredentials.create(Ids.named("AKIA", account), Ids.namedSecret("secret of " + account));
    }

    void addKey(Caller.User user, String secret, Instant now) {
        keys.put(user.accessKeyId(), new Key.OfUser(UserKey.made(user, now), secret));
    }

    void removeKey(String accessKeyId) {
        keys.remove(accessKeyId);
    }

    void activateKey(String accessKeyId, boolean active) {
        changeKey(accessKeyId, key -> key.activated(active));
    }

    /// In the order they were made.
    List<UserKey> keysOf(String account, String userName) {
        return keys.values().stream()
                .filter(Key.OfUser.class::isInstance)
                .map(key -> ((Key.OfUser) key).about())
                .filter(key -> key.user().account().equals(account)
                        && key.user().userName().equals(userName))
                .sorted(Comparator.comparing(UserKey::created).thenComparing(UserKey::id))
                .toList();
    }

    Optional<UserKey> key(String account, String accessKeyId) {
        return Optional.ofNullable(keys.get(accessKeyId))
                .filter(Key.OfUser.class::isInstance)
                .map(key -> ((Key.OfUser) key).about())
                .filter(key -> key.user().account().equals(account));
    }

    private void changeKey(String accessKeyId, UnaryOperator<UserKey> change) {
        keys.computeIfPresent(
                accessKeyId,
                (_, key) -> key instanceof Key.OfUser(UserKey about, String secret)
                        ? new Key.OfUser(change.apply(about), secret)
                        : key);
    }

    void addSession(
            Caller.RoleSession session, String secret, String token, Instant expires, Optional<PolicyDocument> policy) {
        keys.put(session.accessKeyId(), new Key.OfSession(session, secret, token, expires, policy));
    }

    /// The secret key and the token of every session.
    public List<String> sessionSecrets() {
        return keys.values().stream()
                .filter(Key.OfSession.class::isInstance)
                .map(Key.OfSession.class::cast)
                .flatMap(key -> Stream.of(key.secret(), key.token()))
                .toList();
    }

    Table users(String account) {
        return store.account(account, "iam:users");
    }

    Table roles(String account) {
        return store.account(account, "iam:roles");
    }

    /// Finds out who signed a request.
    ///
    /// @throws AwsFault if nobody did whom this cloud knows
    public Identity identify(Signature signature, HttpMessage message, Protocol protocol, Instant now) {
        Key key = keys.get(signature.accessKeyId());
        if (key == null || key instanceof Key.OfUser(UserKey about, String _) && !about.active()) {
            throw protocol.refuse(Refusal.UNKNOWN_KEY, "The security token included in the request is invalid.");
        }
        if (!signature.isBy(key.secret(), message)) {
            throw protocol.refuse(
                    Refusal.WRONG_SIGNATURE,
                    "The request signature we calculated does not match the signature you provided."
                            + " Check your AWS Secret Access Key and signing method.");
        }
        return switch (key) {
            case Key.OfUser(UserKey about, String _) -> {
                changeKey(about.id(), used -> used.used(now, signature));
                yield identity(about.user());
            }
            case Key.OfSession session -> identity(session, signature, protocol, now);
        };
    }

    private Identity identity(Key.OfSession key, Signature signature, Protocol protocol, Instant now) {
        if (!key.token().equals(signature.token())) {
            throw protocol.refuse(Refusal.WRONG_TOKEN, "The security token included in the request is invalid.");
        }
        if (!now.isBefore(key.expires())) {
            throw protocol.refuse(Refusal.EXPIRED, "The security token included in the request is expired");
        }
        return identity(key.session());
    }

    /// A caller who has been identified before, with what they may do now.
    Identity identity(Caller caller) {
        return new Identity(
                caller,
                switch (caller) {
                    case Caller.Service _ -> Policies.none();
                    case Caller.User user ->
                        entitlements.of(user.account(), users(user.account()).get(user.userName()));
                    case Caller.RoleSession session ->
                        ofRole(session.account(), session.roleName()).within(sessionPolicy(session));
                });
    }

    Policies ofRole(String account, String name) {
        return entitlements.of(account, roles(account).get(name));
    }

    private Optional<PolicyDocument> sessionPolicy(Caller.RoleSession session) {
        return keys.get(session.accessKeyId()) instanceof Key.OfSession key ? key.policy() : Optional.empty();
    }
}
