import { previewCommand } from "../preview/preview-command";
import { runCommand } from "../terminal/run-command";

runCommand((argv, signal) => previewCommand(argv, signal));
