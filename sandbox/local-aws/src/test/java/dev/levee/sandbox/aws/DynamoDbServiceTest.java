package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.SSEStatus;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

class DynamoDbServiceTest {

    private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private final AdvancingClock clock = new AdvancingClock();
    private final LocalAws aws = LocalAws.builder().clock(clock).start();
    private final DynamoDbClient dynamo = Clients.in(aws, DynamoDbClient.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void needsAWhileToMakeATable() {
        create("orders");

        assertThat(table("orders").tableStatus()).isEqualTo(TableStatus.CREATING);
        expect("ResourceInUseException", 400, () -> create("orders"));
        expect("ResourceInUseException", 400, () -> dynamo.updateTable(r -> r.tableName("orders")));
        expect("ContinuousBackupsUnavailableException", 400, () -> recover("orders", true));

        clock.advance(Duration.ofSeconds(3));
        assertThat(table("orders").tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(table("orders").keySchema()).hasSize(1);
        assertThat(table(table("orders").tableArn()).tableName()).isEqualTo("orders");
    }

    @Test
    void recoversAnyPointInTimeOnceToldTo() {
        ready("orders");
        assertThat(recovery("orders").pointInTimeRecoveryStatus()).isEqualTo(PointInTimeRecoveryStatus.DISABLED);

        recover("orders", true);
        assertThat(recovery("orders").pointInTimeRecoveryStatus()).isEqualTo(PointInTimeRecoveryStatus.ENABLED);
        assertThat(recovery("orders").recoveryPeriodInDays()).isEqualTo(35);
        assertThat(recovery("orders").earliestRestorableDateTime()).isNotNull();

        recover("orders", false);
        assertThat(recovery("orders").pointInTimeRecoveryStatus()).isEqualTo(PointInTimeRecoveryStatus.DISABLED);
        assertThat(recovery("orders").recoveryPeriodInDays()).isNull();
        expect("TableNotFoundException", 400, () -> recovery("nothing"));
    }

    @Test
    void takesAKeyOfTheAccountWhileItIsUpdating() {
        ready("orders");
        assertThat(table("orders").sseDescription()).isNull();

        dynamo.updateTable(r -> r.tableName("orders")
                .sseSpecification(sse -> sse.enabled(true).sseType(SSEType.KMS).kmsMasterKeyId(KEY)));
        assertThat(table("orders").tableStatus()).isEqualTo(TableStatus.UPDATING);
        assertThat(table("orders").sseDescription().status()).isEqualTo(SSEStatus.UPDATING);

        clock.advance(Duration.ofSeconds(3));
        assertThat(table("orders").sseDescription().status()).isEqualTo(SSEStatus.ENABLED);
        assertThat(table("orders").sseDescription().kmsMasterKeyArn()).isEqualTo(KEY);

        dynamo.updateTable(r -> r.tableName("orders").sseSpecification(sse -> sse.enabled(false)));
        clock.advance(Duration.ofSeconds(3));
        assertThat(table("orders").sseDescription()).isNull();
    }

    @Test
    void listsTablesPageByPage() {
        create("orders");
        create("customers");
        create("invoices");

        assertThat(dynamo.listTables(r -> r.limit(2)).lastEvaluatedTableName()).isEqualTo("customers");
        assertThat(dynamo.listTablesPaginator(r -> r.limit(2)).tableNames())
                .containsExactly("orders", "customers", "invoices");
    }

    @Test
    void needsAWhileToForgetATable() {
        ready("orders");

        dynamo.deleteTable(r -> r.tableName("orders"));
        assertThat(table("orders").tableStatus()).isEqualTo(TableStatus.DELETING);

        clock.advance(Duration.ofSeconds(3));
        expect("ResourceNotFoundException", 400, () -> table("orders"));
        assertThat(dynamo.listTables().tableNames()).isEmpty();
    }

    private void ready(String name) {
        create(name);
        clock.advance(Duration.ofSeconds(3));
    }

    private void create(String name) {
        dynamo.createTable(r -> r.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(a -> a.attributeName("id").attributeType("S"))
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)));
    }

    private void recover(String name, boolean enabled) {
        dynamo.updateContinuousBackups(r ->
                r.tableName(name).pointInTimeRecoverySpecification(pitr -> pitr.pointInTimeRecoveryEnabled(enabled)));
    }

    private TableDescription table(String name) {
        return dynamo.describeTable(r -> r.tableName(name)).table();
    }

    private PointInTimeRecoveryDescription recovery(String name) {
        return dynamo.describeContinuousBackups(r -> r.tableName(name))
                .continuousBackupsDescription()
                .pointInTimeRecoveryDescription();
    }
}
