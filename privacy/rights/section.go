package rights

// Format and Version name the archive's form. A reader takes its own version only; within a version
// fields may be added, and whoever does not know one passes over it.
const (
	Format  = "candor-archive"
	Version = 1
)

// section is one list of data.json.
type section int

const (
	sectionProfiles section = iota
	sectionConversations
	sectionMessages
	sectionDecisions
	sectionConsents
	sectionReads
	sectionRequests
	sectionLedger
	sectionAttachments
	sections // how many there are
)

// sectionNames are the members of data.json, in the order in which they stand there.
var sectionNames = [sections]string{
	"profiles", "conversations", "messages", "decisions", "consents", "reads", "requests", "ledger", "attachments",
}

func sectionOf(name string) (section, bool) {
	for i, n := range sectionNames {
		if n == name {
			return section(i), true
		}
	}
	return 0, false
}

// The files of an archive besides attachments.
const (
	fileReadme        = "README.txt"
	filePage          = "index.html"
	fileData          = "data.json"
	fileSchema        = "schema.json"
	fileMessages      = "messages.csv"
	fileConversations = "conversations.csv"
	fileDecisions     = "decisions.csv"
	fileConsents      = "consents.csv"
	fileReads         = "reads.csv"
	fileManifest      = "manifest.json"
	fileSignature     = "manifest.sig"
	folderAttachments = "attachments/"
)
