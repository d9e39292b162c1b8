// Says at the end which packages of those that take long to load were loaded.
process.on("exit", () => {
  const files = Object.keys(require.cache);
  const names = ["bullmq", "ioredis", "undici"];
  const loaded = names.filter((name) => files.some((file) => file.includes(`/${name}/`)));
  process.stderr.write(`loaded: ${loaded.join(", ")}\n`);
});
