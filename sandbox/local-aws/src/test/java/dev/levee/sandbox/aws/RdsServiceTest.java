package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

class RdsServiceTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

    private static final AdvancingClock clock = new AdvancingClock();
    private static LocalAws aws;
    private static RdsClient rds;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().clock(clock).start();
        rds = Clients.in(aws, RdsClient.builder());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void isAvailableAfterAWhile() {
        create("slow");

        assertThat(instance("slow").dbInstanceStatus()).isEqualTo("creating");
        assertThat(instance("slow").endpoint()).isNull();
        clock.advance(LONG_ENOUGH);
        assertThat(instance("slow").dbInstanceStatus()).isEqualTo("available");
        assertThat(instance("slow").endpoint().port()).isEqualTo(5432);
        expect("DBInstanceAlreadyExists", 400, () -> create("SLOW"));
        expect("DBInstanceNotFound", 404, () -> instance("missing"));
    }

    @Test
    void refusesChangesUntilAvailable() {
        create("busy");

        expect(
                "InvalidDBInstanceState",
                400,
                () -> rds.modifyDBInstance(r -> r.dbInstanceIdentifier("busy").publiclyAccessible(false)));
    }

    @Test
    void closesToThePublicWhileModifying() {
        available("public");
        assertThat(instance("public").publiclyAccessible()).isTrue();

        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("public").publiclyAccessible(false));

        assertThat(instance("public").dbInstanceStatus()).isEqualTo("modifying");
        clock.advance(LONG_ENOUGH);
        assertThat(instance("public").dbInstanceStatus()).isEqualTo("available");
        assertThat(instance("public").publiclyAccessible()).isFalse();
    }

    @Test
    void keepsChangesForTheMaintenanceWindowUnlessAppliedImmediately() {
        available("window");

        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("window").multiAZ(true));
        assertThat(instance("window").dbInstanceStatus()).isEqualTo("available");
        assertThat(instance("window").multiAZ()).isFalse();
        assertThat(instance("window").pendingModifiedValues().multiAZ()).isTrue();

        rds.modifyDBInstance(
                r -> r.dbInstanceIdentifier("window").allocatedStorage(50).applyImmediately(true));
        clock.advance(LONG_ENOUGH);
        assertThat(instance("window").multiAZ()).isTrue();
        assertThat(instance("window").allocatedStorage()).isEqualTo(50);
        assertThat(instance("window").pendingModifiedValues().multiAZ()).isNull();
    }

    @Test
    void takesBackWhatWaitsForTheWindow() {
        available("second-thoughts");
        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("second-thoughts").multiAZ(true));

        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("second-thoughts").multiAZ(false));

        assertThat(instance("second-thoughts").pendingModifiedValues().multiAZ())
                .isNull();
    }

    @Test
    void startsBackupsInTheWindowAndExtendsThemSoon() {
        available("backups");
        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("backups").backupRetentionPeriod(7));
        clock.advance(LONG_ENOUGH);
        assertThat(instance("backups").backupRetentionPeriod()).isEqualTo(7);

        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("backups").backupRetentionPeriod(0));
        clock.advance(LONG_ENOUGH);

        assertThat(instance("backups").backupRetentionPeriod()).isEqualTo(7);
        assertThat(instance("backups").pendingModifiedValues().backupRetentionPeriod())
                .isZero();
    }

    @Test
    void exportsMoreLogs() {
        available("logging");

        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("logging")
                .cloudwatchLogsExportConfiguration(c -> c.enableLogTypes("postgresql")));
        assertThat(instance("logging").dbInstanceStatus()).isEqualTo("configuring-log-exports");
        clock.advance(LONG_ENOUGH);

        assertThat(instance("logging").enabledCloudwatchLogsExports()).containsExactly("postgresql");
        assertThat(instance("logging").pendingModifiedValues().pendingCloudwatchLogsExports())
                .isNull();
    }

    @Test
    void forgetsTheSettingsOfPerformanceInsightsWhenTheyAreOff() {
        available("insights");

        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("insights").enablePerformanceInsights(true));
        clock.advance(LONG_ENOUGH);
        assertThat(instance("insights").performanceInsightsRetentionPeriod()).isEqualTo(7);

        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("insights").enablePerformanceInsights(false));
        clock.advance(LONG_ENOUGH);
        assertThat(instance("insights").performanceInsightsRetentionPeriod()).isNull();
    }

    @Test
    void deletesWhatIsNotProtected() {
        available("guarded");
        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("guarded").deletionProtection(true));

        expect("InvalidParameterCombination", 400, () -> delete("guarded"));
        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("guarded").deletionProtection(false));
        delete("guarded");

        assertThat(instance("guarded").dbInstanceStatus()).isEqualTo("deleting");
        clock.advance(LONG_ENOUGH);
        expect("DBInstanceNotFound", 404, () -> instance("guarded"));
    }

    @Test
    void listsPageByPage() {
        for (int i = 0; i < 21; i++) {
            create("paged-" + i);
        }

        assertThat(rds.describeDBInstancesPaginator(r -> r.maxRecords(20)).dbInstances())
                .extracting(DBInstance::dbInstanceIdentifier)
                .contains("paged-0", "paged-20")
                .doesNotHaveDuplicates();
    }

    private static void available(String id) {
        create(id);
        clock.advance(LONG_ENOUGH);
    }

    private static void create(String id) {
        rds.createDBInstance(r -> r.dbInstanceIdentifier(id)
                .engine("postgres")
                .dbInstanceClass("db.t3.micro")
                .allocatedStorage(20)
                .masterUsername("levee")
                .masterUserPassword("not-a-secret"));
    }

    private static DBInstance instance(String id) {
        return rds.describeDBInstances(r -> r.dbInstanceIdentifier(id))
                .dbInstances()
                .getFirst();
    }

    private static void delete(String id) {
        rds.deleteDBInstance(r -> r.dbInstanceIdentifier(id).skipFinalSnapshot(true));
    }
}
