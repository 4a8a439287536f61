package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.fsx.FSxClient;
import software.amazon.awssdk.services.fsx.model.FileSystem;
import software.amazon.awssdk.services.fsx.model.FileSystemLifecycle;
import software.amazon.awssdk.services.fsx.model.FileSystemType;

class FsxServiceTest {

    private final AdvancingClock clock = new AdvancingClock();
    private final LocalAws aws = LocalAws.builder().clock(clock).start();
    private final FSxClient fsx = Clients.in(aws, FSxClient.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void keepsBackupsAsLongAsTold() {
        String id = create(0);
        assertThat(system(id).lifecycle()).isEqualTo(FileSystemLifecycle.CREATING);
        expect("BadRequest", 400, () -> keep(id, 7));

        clock.advance(Duration.ofSeconds(3));
        keep(id, 7);

        assertThat(system(id).lifecycle()).isEqualTo(FileSystemLifecycle.AVAILABLE);
        assertThat(system(id).windowsConfiguration().automaticBackupRetentionDays())
                .isEqualTo(7);
    }

    @Test
    void keepsBackupsOfAMonthUnlessTold() {
        String id = fsx.createFileSystem(
                        r -> r.fileSystemType(FileSystemType.WINDOWS).subnetIds("subnet-1"))
                .fileSystem()
                .fileSystemId();

        assertThat(id).matches("fs-[0-9a-f]{17}");
        assertThat(system(id).windowsConfiguration().automaticBackupRetentionDays())
                .isEqualTo(30);
    }

    @Test
    void listsFileSystemsPageByPage() {
        String first = create(7);
        String second = create(7);

        assertThat(fsx.describeFileSystemsPaginator(r -> r.maxResults(1)).stream()
                        .flatMap(page -> page.fileSystems().stream()))
                .extracting(FileSystem::fileSystemId)
                .containsExactly(first, second);
        expect("FileSystemNotFound", 400, () -> system("fs-0123456789abcdef0"));
    }

    private String create(int days) {
        return fsx.createFileSystem(r -> r.fileSystemType(FileSystemType.WINDOWS)
                        .subnetIds("subnet-1")
                        .windowsConfiguration(w -> w.throughputCapacity(8).automaticBackupRetentionDays(days)))
                .fileSystem()
                .fileSystemId();
    }

    private void keep(String id, int days) {
        fsx.updateFileSystem(r -> r.fileSystemId(id).windowsConfiguration(w -> w.automaticBackupRetentionDays(days)));
    }

    private FileSystem system(String id) {
        return fsx.describeFileSystems(r -> r.fileSystemIds(id)).fileSystems().getFirst();
    }
}
