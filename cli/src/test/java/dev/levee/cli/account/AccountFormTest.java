package dev.levee.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.ConnectionMode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountFormTest {

    private static final String ACCOUNT = "012345678901";
    private static final String UUID = "0b9f2a3e-5c1d-4f6a-9e7b-8d2c4a6f1e35";

    @ParameterizedTest
    @CsvSource({"eu-central-1, aws", "cn-north-1, aws-cn", "us-gov-west-1, aws-us-gov"})
    void namesEverythingAsTheTemplatesDo(String region, String partition) {
        AwsConnection connection = automated(Optional.of(region)).account().getConnection();

        assertThat(connection.getScanRoleArn()).isEqualTo("arn:%s:iam::%s:role/levee-scan", partition, ACCOUNT);
        assertThat(connection.getRemediatorRoleArn())
                .isEqualTo("arn:%s:iam::%s:role/levee-remediator", partition, ACCOUNT);
        assertThat(connection.getSecretArn())
                .hasValue("arn:%s:secretsmanager:%s:%s:secret:levee/otp".formatted(partition, region, ACCOUNT));
    }

    @Test
    void namesTheRolesInThePartitionOfTheSecret() {
        AccountForm form = automated(Optional.empty())
                .reachedBy(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("arn:aws-cn:secretsmanager:cn-north-1:%s:secret:otp".formatted(ACCOUNT)));

        AwsConnection connection = form.account().getConnection();

        assertThat(connection.getScanRoleArn()).isEqualTo("arn:aws-cn:iam::%s:role/levee-scan", ACCOUNT);
        assertThat(connection.getRemediatorRoleArn()).isEqualTo("arn:aws-cn:iam::%s:role/levee-remediator", ACCOUNT);
    }

    @Test
    void hasNoSecretWhereAPersonEntersTheCodes() {
        AccountForm form = form(ACCOUNT, ConnectionMode.MANUAL, Optional.of(UUID), Optional.empty());

        assertThat(form.problems()).isEmpty();
        assertThat(form.account().getConnection().getSecretArn()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678901", "0123456789012", "payments", ""})
    void refusesWhatIsNoAccountsId(String id) {
        assertThat(form(id, ConnectionMode.MANUAL, Optional.of(UUID), Optional.empty())
                        .problems())
                .singleElement()
                .asString()
                .contains("12 digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "0b9f2a3e5c1d4f6a9e7b8d2c4a6f1e35",
                UUID + "-123456",
                "0B9F2A3E-5C1D-4F6A-9E7B-8D2C4A6F1E35"
            })
    void refusesAnExternalIdThatIsNoUuid(String externalId) {
        assertThat(form(ACCOUNT, ConnectionMode.MANUAL, Optional.of(externalId), Optional.empty())
                        .problems())
                .singleElement()
                .asString()
                .contains("no UUID");
    }

    @Test
    void asksForTheExternalIdThatIsMissing() {
        assertThat(form(ACCOUNT, ConnectionMode.MANUAL, Optional.empty(), Optional.empty())
                        .problems())
                .singleElement()
                .asString()
                .contains(ACCOUNT, "no external id");
    }

    @Test
    void asksWhereTheSecretOfAnAutomatedAccountIs() {
        assertThat(automated(Optional.empty()).problems())
                .singleElement()
                .asString()
                .contains("home region");
    }

    @Test
    void refusesARegionThatNobodyHas() {
        assertThat(automated(Optional.of("Frankfurt")).problems())
                .singleElement()
                .asString()
                .contains("Frankfurt", "eu-central-1");
    }

    @Test
    void refusesWhatBelongsToAnotherAccount() {
        AccountForm form = automated(Optional.empty())
                .reachedBy(
                        Optional.of("arn:aws:iam::999999999999:role/levee-scan"),
                        Optional.of("arn:aws:iam::%s:role/path/fixer".formatted(ACCOUNT)),
                        Optional.of("arn:aws:secretsmanager:eu-central-1:%s:secret:otp".formatted(ACCOUNT)));

        assertThat(form.problems()).singleElement().asString().contains("scan role", "999999999999", ACCOUNT);
    }

    @Test
    void isRefusedInAPartitionWhoseArnsLeveeDoesNotKnow() {
        assertThat(automated(Optional.of("us-iso-east-1")).problems())
                .singleElement()
                .asString()
                .contains("us-iso-east-1", "aws-us-gov");
    }

    private static AccountForm automated(Optional<String> homeRegion) {
        return form(ACCOUNT, ConnectionMode.AUTOMATED, Optional.of(UUID), homeRegion);
    }

    private static AccountForm form(
            String id, ConnectionMode mode, Optional<String> externalId, Optional<String> homeRegion) {
        return new AccountForm(
                id,
                Optional.of("payments"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(mode),
                externalId,
                homeRegion,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
