package dev.levee.executor.session;

import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Whether what levee.accounts says of an account can be used: its roles and its secret have to be its own. A record
/// that lends one account the roles of another would carry fixes where no policy wants them.
public final class AccountRecord {

    private static final String PARTITION = "arn:aws[a-z-]*:";

    private AccountRecord() {}

    /// The first thing that cannot be used; empty if all can.
    public static Optional<Opened.Blocked> objection(Account account) {
        AwsConnection connection = account.getConnection();
        String id = Pattern.quote(account.getId());
        Pattern role = Pattern.compile(PARTITION + "iam::" + id + ":role/\\S+");
        Pattern secret = Pattern.compile(PARTITION + "secretsmanager:[a-z0-9-]+:" + id + ":secret:\\S+");
        return Stream.concat(
                        Stream.of(connection.getScanRoleArn(), connection.getRemediatorRoleArn())
                                .filter(arn -> !role.matcher(arn).matches()),
                        connection.getSecretArn().stream()
                                .filter(arn -> !secret.matcher(arn).matches()))
                .findFirst()
                .map(arn -> new Opened.Blocked(Obstacle.RECORD_UNUSABLE, arn));
    }
}
