package dev.levee.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Provider;
import dev.levee.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountRecordTest {

    private static final String ROLE = "arn:aws:iam::111122223333:role/levee-scan";
    private static final String SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:levee/otp";

    static {
        Topics.ACCOUNTS.schema(); // Avro is told then that the records are trusted
    }

    @Test
    void isUsableWhenItsRolesAndItsSecretAreItsOwn() {
        assertThat(AccountRecord.objection(account(ROLE, SECRET))).isEmpty();
        assertThat(AccountRecord.objection(account("arn:aws-cn:iam::111122223333:role/path/of/scan", SECRET)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "levee-scan",
                "arn:aws",
                "arn:aws:iam::444455556666:role/levee-scan",
                "arn:aws:iam::111122223333:user/x"
            })
    void isRefusedWhenARoleIsNotItsOwn(String role) {
        assertThat(AccountRecord.objection(account(role, SECRET)))
                .contains(new Opened.Blocked(Obstacle.RECORD_UNUSABLE, role));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "levee/otp",
                "arn:aws:secretsmanager:eu-west-1:444455556666:secret:levee/otp",
                "arn:aws:secretsmanager"
            })
    void isRefusedWhenItsSecretIsNotItsOwn(String secret) {
        assertThat(AccountRecord.objection(account(ROLE, secret)))
                .contains(new Opened.Blocked(Obstacle.RECORD_UNUSABLE, secret));
    }

    private static Account account(String scanRole, String secret) {
        return Account.newBuilder()
                .setId("111122223333")
                .setProvider(Provider.AWS)
                .setConnection(AwsConnection.newBuilder()
                        .setMode(ConnectionMode.AUTOMATED)
                        .setScanRoleArn(scanRole)
                        .setRemediatorRoleArn(ROLE)
                        .setExternalId("the-uuid")
                        .setSecretArn(secret)
                        .build())
                .build();
    }
}
