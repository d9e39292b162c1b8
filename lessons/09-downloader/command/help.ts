// What the downloader says of its own command line.

const form = "Usage: npm start -- download URL… [options]";

/** After a mistake, whose sentence a screen full of options would push out of sight. */
export const shortUsage = `${form}\n\nAll options: npm start -- download --help`;

export const usage = `${form}

  -o, --output FILE     write to FILE; by default, a name from the server;
                        - for standard output, by one connection
  -d, --dir DIR         write into DIR
  -c, --connections N   connections per file (8)
  -j, --jobs N          files at once (4)
      --chunk SIZE      largest range asked for at once, such as 4M;
                        by default, by the file's size
      --mirror URL      another server of the same file; may come again
      --input FILE      a URL a line; - for standard input; # begins a comment
      --skip-existing   a file that is there counts as done, unless its length
                        is another than the server's
      --header 'K: V'   send this header; may come again
      --user-agent TEXT
      --proxy URL       by default, as http_proxy, https_proxy and no_proxy say;
                        none for no proxy at all
      --timeout S       how long a server may be silent (30)
      --retries N       attempts in a row that get nowhere (5)
      --checksum sha256:HEX
      --checksum-file FILE   a list such as SHA256SUMS, or its URL: the line
                        with the file's name decides
      --limit-rate SIZE bytes a second, all files together
      --no-resume       start again, whatever is there
      --unsafe-resume   continue even if nothing shows that it is the same file
      --overwrite       replace a file that is there; never a link or a device
      --if-newer        replace a file that is there only if the server's is
                        newer, or of another length
      --no-mtime        leave the file the time at which it was downloaded; by
                        default, it gets that of the server's last change
      --info            say what the server says, and download nothing
      --json            an event a line
      --quiet           say nothing but errors

By workers, on this machine and others, around a Redis:

      --queue redis://HOST:PORT URL…   enqueue a batch, and wait for it
      --queue redis://HOST:PORT --collect BATCH   wait for one that is there
      --worker redis://HOST:PORT       fetch what is enqueued

  A worker takes -d, a folder that all workers share, -c, -j, --proxy,
  --limit-rate and --lease S: so long after a worker was last heard of,
  others take its jobs (30). Control-C gives them back at once, and exits
  with 0. All other options but --info go with --queue, and travel with the
  jobs. Names come from the URLs then. What you give in --header, or as
  a login in a URL, is in Redis until the job is done.

A complete file is called unverified where nothing the server says shows that
its parts are of one version, or that its end is there: give a --checksum.

Exit codes: 0 complete; 1 failed; 2 usage; 3 wrong checksum; 4 changed on the
server; 5 disk full or not writable; 6 another process downloads the same file;
130 interrupted, and the next run continues.`;
