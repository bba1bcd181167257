import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Local files without a process for each. Hadoop without its native library runs `chmod` for every file and folder that
 * it makes, and a stream's batch makes dozens; the server's umask is what it would set.
 */
public final class QuietFiles extends RawLocalFileSystem {
  @Override
  public void setPermission(Path file, FsPermission permission) throws IOException {}
}
