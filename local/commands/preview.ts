import { previewCommand } from "../preview/preview-command";
import { runCommand } from "../terminal/run-command";

runCommand(previewCommand);
