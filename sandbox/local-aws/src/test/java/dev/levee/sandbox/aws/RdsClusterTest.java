package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshotAttribute;

class RdsClusterTest {

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
    void isAvailableAfterAWhileAndTakesMembers() {
        rds.createDBCluster(r -> r.dbClusterIdentifier("new").engine("aurora-mysql"));

        assertThat(cluster("new").status()).isEqualTo("creating");
        expect(
                "InvalidDBClusterStateFault",
                400,
                () -> rds.modifyDBCluster(r -> r.dbClusterIdentifier("new").deletionProtection(true)));
        clock.advance(LONG_ENOUGH);
        assertThat(cluster("new").endpoint()).startsWith("new.cluster.");
        rds.createDBInstance(r -> r.dbInstanceIdentifier("new-1")
                .dbClusterIdentifier("new")
                .engine("aurora-mysql")
                .dbInstanceClass("db.r6g.large"));
        assertThat(rds.describeDBInstances(r -> r.dbInstanceIdentifier("new-1"))
                        .dbInstances()
                        .getFirst()
                        .dbClusterIdentifier())
                .isEqualTo("new");
        expect("DBClusterNotFoundFault", 404, () -> cluster("missing"));
    }

    @Test
    void keepsChangesForTheMaintenanceWindowUnlessAppliedImmediately() {
        available("window", "aurora-postgresql");

        rds.modifyDBCluster(r -> r.dbClusterIdentifier("window").enableIAMDatabaseAuthentication(true));
        assertThat(cluster("window").iamDatabaseAuthenticationEnabled()).isFalse();
        assertThat(cluster("window").pendingModifiedValues().iamDatabaseAuthenticationEnabled())
                .isTrue();

        rds.modifyDBCluster(
                r -> r.dbClusterIdentifier("window").backupRetentionPeriod(7).applyImmediately(true));
        clock.advance(LONG_ENOUGH);
        assertThat(cluster("window").iamDatabaseAuthenticationEnabled()).isTrue();
        assertThat(cluster("window").backupRetentionPeriod()).isEqualTo(7);
    }

    @Test
    void doesNotWaitForTheWindowOfNeptune() {
        available("graph", "neptune");

        rds.modifyDBCluster(r -> r.dbClusterIdentifier("graph").enableIAMDatabaseAuthentication(true));
        clock.advance(LONG_ENOUGH);

        assertThat(cluster("graph").iamDatabaseAuthenticationEnabled()).isTrue();
    }

    @Test
    void exportsTheLogsThatTheEngineWrites() {
        available("documents", "docdb");
        List<String> logs = rds.describeDBEngineVersions(r ->
                        r.engine("docdb").engineVersion(cluster("documents").engineVersion()))
                .dbEngineVersions()
                .getFirst()
                .exportableLogTypes();
        assertThat(logs).containsExactly("audit", "profiler");

        rds.modifyDBCluster(
                r -> r.dbClusterIdentifier("documents").cloudwatchLogsExportConfiguration(c -> c.enableLogTypes(logs)));

        assertThat(cluster("documents")
                        .pendingModifiedValues()
                        .pendingCloudwatchLogsExports()
                        .logTypesToEnable())
                .containsExactly("audit", "profiler");
        clock.advance(LONG_ENOUGH);
        assertThat(cluster("documents").enabledCloudwatchLogsExports()).containsExactly("audit", "profiler");
        assertThat(cluster("documents").pendingModifiedValues().pendingCloudwatchLogsExports())
                .isNull();
        expect(
                "InvalidParameterCombination",
                400,
                () -> rds.modifyDBCluster(r -> r.dbClusterIdentifier("documents")
                        .cloudwatchLogsExportConfiguration(c -> c.enableLogTypes("slowquery"))));
    }

    @Test
    void pausesWhereItMayScaleToZero() {
        rds.createDBCluster(r -> r.dbClusterIdentifier("elastic")
                .engine("aurora-postgresql")
                .serverlessV2ScalingConfiguration(s -> s.minCapacity(0.5).maxCapacity(8.0)));
        clock.advance(LONG_ENOUGH);

        rds.modifyDBCluster(
                r -> r.dbClusterIdentifier("elastic").serverlessV2ScalingConfiguration(s -> s.minCapacity(0.0)));
        clock.advance(LONG_ENOUGH);

        assertThat(cluster("elastic").serverlessV2ScalingConfiguration().maxCapacity())
                .isEqualTo(8.0);
        assertThat(cluster("elastic").serverlessV2ScalingConfiguration().secondsUntilAutoPause())
                .isEqualTo(300);
    }

    @Test
    void sharesSnapshotsOnceTheyAreTaken() {
        available("shared", "aurora-mysql");
        rds.createDBClusterSnapshot(r -> r.dbClusterIdentifier("shared").dbClusterSnapshotIdentifier("shared-today"));
        expect("InvalidDBClusterSnapshotStateFault", 400, RdsClusterTest::publish);

        clock.advance(LONG_ENOUGH);
        publish();

        assertThat(rds.describeDBClusterSnapshotAttributes(r -> r.dbClusterSnapshotIdentifier("shared-today"))
                        .dbClusterSnapshotAttributesResult()
                        .dbClusterSnapshotAttributes())
                .containsExactly(DBClusterSnapshotAttribute.builder()
                        .attributeName("restore")
                        .attributeValues("all")
                        .build());
        expect(
                "DBClusterSnapshotNotFoundFault",
                404,
                () -> rds.describeDBClusterSnapshotAttributes(r -> r.dbClusterSnapshotIdentifier("missing")));
        expect(
                "DBSnapshotNotFound",
                404,
                () -> rds.describeDBSnapshotAttributes(r -> r.dbSnapshotIdentifier("missing")));
    }

    @Test
    void findsClustersByEngine() {
        available("by-engine", "neptune");
        available("by-another", "docdb");

        assertThat(rds.describeDBClusters(r -> r.filters(f -> f.name("engine").values("neptune")))
                        .dbClusters())
                .extracting(DBCluster::dbClusterIdentifier)
                .contains("by-engine")
                .doesNotContain("by-another");
    }

    private static void publish() {
        rds.modifyDBClusterSnapshotAttribute(r -> r.dbClusterSnapshotIdentifier("shared-today")
                .attributeName("restore")
                .valuesToAdd("all"));
    }

    private static void available(String id, String engine) {
        rds.createDBCluster(r -> r.dbClusterIdentifier(id).engine(engine));
        clock.advance(LONG_ENOUGH);
    }

    private static DBCluster cluster(String id) {
        return rds.describeDBClusters(r -> r.dbClusterIdentifier(id))
                .dbClusters()
                .getFirst();
    }
}
