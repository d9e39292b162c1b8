// An error in a promise that is not awaited: where does it come out?

process.on("uncaughtException", (error) => console.log(`the process would end: ${error.message}`));

async function sendMail(to: string): Promise<void> {
  if (!to.includes("@")) throw new Error(`no address: ${to}`);
}

// #region floating
try {
  sendMail("Ann"); // not awaited
  console.log("mail is sent");
} catch {
  console.log("mail failed");
}
// #endregion
