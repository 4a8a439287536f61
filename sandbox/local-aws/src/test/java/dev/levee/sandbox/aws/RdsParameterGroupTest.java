package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.Parameter;

class RdsParameterGroupTest {

    private static LocalAws aws;
    private static RdsClient rds;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().start();
        rds = Clients.in(aws, RdsClient.builder());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void hasTheParametersOfItsFamily() {
        create("plain", "mysql8.0");

        Parameter mode = parameter("plain", "block_encryption_mode");

        assertThat(mode.parameterValue()).isNull();
        assertThat(mode.source()).isEqualTo("engine-default");
        assertThat(mode.applyType()).isEqualTo("dynamic");
        assertThat(parameter("default.sqlserver-ee-16.0", "rds.tls10").parameterValue())
                .isEqualTo("default");
        expect("DBParameterGroupNotFound", 404, () -> parameter("missing", "block_encryption_mode"));
        expect("DBParameterGroupAlreadyExists", 400, () -> create("plain", "mysql8.0"));
    }

    @Test
    void forgetsWhatWasSetWhenReset() {
        create("reset", "mysql8.0");

        set(
                "reset",
                p -> p.parameterName("block_encryption_mode")
                        .parameterValue("aes-256-cbc")
                        .applyMethod(ApplyMethod.IMMEDIATE));
        assertThat(parameter("reset", "block_encryption_mode").parameterValue()).isEqualTo("aes-256-cbc");
        assertThat(parameter("reset", "block_encryption_mode").source()).isEqualTo("user");

        rds.resetDBParameterGroup(r -> r.dbParameterGroupName("reset")
                .resetAllParameters(false)
                .parameters(p -> p.parameterName("block_encryption_mode").applyMethod(ApplyMethod.IMMEDIATE)));
        assertThat(parameter("reset", "block_encryption_mode").parameterValue()).isNull();
    }

    @Test
    void refusesWhatCannotBeSet() {
        create("strict", "sqlserver-ee-16.0");

        expect("InvalidParameterValue", 400, () -> set("strict", p -> p.parameterName("unknown")));
        expect(
                "InvalidParameterValue",
                400,
                () -> set("strict", p -> p.parameterName("rds.tls10").parameterValue("off")));
        expect(
                "InvalidParameterValue",
                400,
                () -> set("strict", p -> p.parameterName("rds.tls12").parameterValue("default")));
        expect(
                "InvalidParameterCombination",
                400,
                () -> set(
                        "strict",
                        p -> p.parameterName("rds.tls10")
                                .parameterValue("disabled")
                                .applyMethod(ApplyMethod.IMMEDIATE)));
        expect(
                "InvalidParameterValue",
                400,
                () -> set("default.mysql8.0", p -> p.parameterName("autocommit").parameterValue("1")));
    }

    @Test
    void makesItsInstancesWaitForAReboot() {
        create("waiting", "sqlserver-ex-16.0");
        rds.createDBInstance(r -> r.dbInstanceIdentifier("ledger")
                .engine("sqlserver-ex")
                .dbInstanceClass("db.t3.small")
                .dbParameterGroupName("waiting"));

        set(
                "waiting",
                p -> p.parameterName("rds.tls10").parameterValue("disabled").applyMethod(ApplyMethod.PENDING_REBOOT));

        assertThat(rds.describeDBInstances(r -> r.dbInstanceIdentifier("ledger"))
                        .dbInstances()
                        .getFirst()
                        .dbParameterGroups()
                        .getFirst()
                        .parameterApplyStatus())
                .isEqualTo("pending-reboot");
    }

    private static void create(String name, String family) {
        rds.createDBParameterGroup(
                r -> r.dbParameterGroupName(name).dbParameterGroupFamily(family).description("a group"));
    }

    private static void set(String group, Consumer<Parameter.Builder> parameter) {
        rds.modifyDBParameterGroup(r -> r.dbParameterGroupName(group).parameters(parameter));
    }

    private static Parameter parameter(String group, String name) {
        return rds.describeDBParameters(r -> r.dbParameterGroupName(group)).parameters().stream()
                .filter(parameter -> parameter.parameterName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
